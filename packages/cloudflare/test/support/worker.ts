import { build } from 'esbuild'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

/** An answer as it came over the socket. */
export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: Buffer
  field(name: string): string | null
}

/** A Worker of this folder in a workerd of its own, with an empty bucket. */
export interface Running {
  readonly url: URL
  send(line: string, fields?: readonly string[]): Promise<Answer>
  end(): Promise<void>
}

/** Bundles a Worker, as its authors do, and starts it, with more bindings where they are named. */
export async function start(path: string, bindings: object = {}): Promise<Running> {
  const entry = fileURLToPath(new URL(path, import.meta.url).href)
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd'],
    external: ['cloudflare:*', 'node:*'],
  })
  const common = { modules: true, compatibilityDate: '2026-11-01', r2Buckets: ['FILES'] }
  const options = { ...common, script: outputFiles[0]!.text, ...bindings }
  const miniflare = new Miniflare(convertV4MiniflareOptions(options))
  const url = await miniflare.ready
  return { url, send: (line, fields = []) => send(Number(url.port), line, fields), end: () => miniflare.dispose() }
}

/** Sends a request as it is written here, fields repeated or broken where they are, and gives the answer as it comes. */
function send(port: number, line: string, fields: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (data) => chunks.push(data))
    socket.on('error', reject)
    socket.on('close', () => resolve(parsed(Buffer.concat(chunks))))
    const request = [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields].join('\r\n')
    socket.write(Buffer.from(`${request}\r\n\r\n`, 'latin1'))
  })
}

function parsed(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes.toString('latin1', 0, end)
  const lines = head.split('\r\n').slice(1)
  return {
    status: Number(head.slice(9, 12)),
    head,
    body: bytes.subarray(end + 4),
    field(name) {
      const values = lines
        .filter((line) => line.toLowerCase().startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).trim())
      return values.length > 0 ? values.join(' | ') : null
    },
  }
}
