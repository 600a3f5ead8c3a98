import type { Socket } from 'node:net'
import { NoAnswer } from './transport.ts'

/** How long a connection, and then an answer, may take. */
export const patience = 10_000

/** Which certificates are trusted, beside those that the runtime trusts. */
export interface Trust {
  /** Certificates of authorities, as PEM. */
  readonly ca?: string
  /** Any certificate is trusted. */
  readonly insecure?: boolean
}

/**
 * Opens a connection, over TLS where the URL says `https:`.
 *
 * @throws NoAnswer with the reason
 */
export async function connect(url: URL, trust: Trust): Promise<Socket> {
  const isSecure = url.protocol === 'https:'
  const socket = await begin(url, isSecure, trust)
  socket.setNoDelay(true)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error(`no connection in ${patience / 1000} s`)), patience)
    const failed = (error: Error): void => {
      clearTimeout(timer)
      reject(new NoAnswer(sentence(url.origin, error)))
    }
    socket.once('error', failed)
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', failed)
      resolve(socket)
    })
  })
}

/** Only now: where there is a handler instead of a URL, no runtime is asked for its sockets. */
async function begin(url: URL, isSecure: boolean, { ca, insecure }: Trust): Promise<Socket> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (isSecure ? 443 : 80)
  if (!isSecure) return (await import('node:net')).connect({ host, port })
  const tls = await import('node:tls')
  return tls.connect({
    host,
    port,
    ALPNProtocols: ['http/1.1'],
    ...(isName(host) && { servername: host }),
    ...(ca !== undefined && { ca: [...tls.rootCertificates, ca] }),
    ...(insecure && { rejectUnauthorized: false }),
  })
}

/** Whether a host is a name: an address is no server name in TLS. */
function isName(host: string): boolean {
  return !host.includes(':') && !/^[\d.]+$/.test(host)
}

function sentence(origin: string, { message, code = '' }: Error & { code?: string }): string {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return `${origin} does not speak TLS: try http:`
  if (/CERT|SIGNATURE|HOSTNAME/.test(code) && !code.startsWith('ERR_SSL')) {
    return `The certificate of ${origin} is not trusted: ${message || code}; name its authority (ca), or trust any (insecure)`
  }
  return `${origin} cannot be reached: ${message || code || 'no connection'}`
}
