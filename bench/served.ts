import http from 'node:http'
import type { RequestLike } from '@ifmatch/core'
import type { Row } from './rows.ts'
import { type Asked, askedOf, type Visit } from './visits.ts'

type Handler = (request: Request) => Promise<Response>
interface Server {
  readonly port: number
  close(): unknown
}
interface Globals {
  Bun?: { serve(options: { port: number; hostname: string; fetch: Handler }): { port: number; stop(): unknown } }
  Deno?: {
    serve(
      options: { port: number; hostname: string; onListen(): void },
      handler: Handler,
    ): { addr: { port: number }; shutdown(): unknown }
  }
}

/** Requests that a server handed out, and how to answer them when they are no longer needed. */
export interface Served {
  readonly visits: readonly Visit<RequestLike>[]
  end(): Promise<void>
}

/**
 * Sends a request for each document to the runtime's own server (Bun.serve, Deno.serve, @hono/node-server), and holds all of
 * them unanswered: so they are what a handler has in hand, not what a test would make.
 */
export async function serveVisits(row: Row): Promise<Served> {
  const asked = askedOf(row)
  const held = new Map<number, Request>()
  let release: () => void = () => {}
  let arrived: () => void = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const allArrived = new Promise<void>((resolve) => (arrived = resolve))
  const server = await serve(async (request) => {
    held.set(Number(new URL(request.url).pathname.split('/').at(-1)), request)
    if (held.size === asked.length) arrived()
    await released
    return new Response(null, { status: 204 })
  })
  const answers = asked.map((one) => send(server.port, one))
  await Promise.race([allArrived, Promise.all(answers)])
  return {
    visits: asked.map(({ document }) => ({ request: held.get(document.id) as Request, document })),
    async end() {
      release()
      await Promise.all(answers)
      await server.close()
    },
  }
}

async function serve(fetch: Handler): Promise<Server> {
  const { Bun, Deno } = globalThis as Globals
  const hostname = '127.0.0.1'
  if (Bun) {
    const server = Bun.serve({ port: 0, hostname, fetch })
    return { port: server.port, close: () => server.stop() }
  }
  if (Deno) {
    const server = Deno.serve({ port: 0, hostname, onListen() {} }, fetch)
    return { port: server.addr.port, close: () => server.shutdown() }
  }
  const { serve } = await import('@hono/node-server')
  return new Promise((resolve) => {
    const server = serve({ fetch, port: 0, hostname }, ({ port }) => resolve({ port, close: () => server.close() }))
  })
}

function send(port: number, { path, method, headers }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { ...headers, 'Content-Length': '0' },
      agent: false,
    }
    http
      .request(options, (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
      .end()
  })
}
