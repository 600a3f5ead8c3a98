import type { Socket } from 'node:net'
import { connect, patience, type Trust } from './connect.ts'
import { type Answer, type Asked, bytesOf } from './message.ts'
import { AnswerReader } from './read-answer.ts'
import { NoAnswer, type Transport } from './transport.ts'

const safe = ['GET', 'HEAD', 'OPTIONS']

/** HTTP/1.1 over a socket, or over TLS: what is asked is sent as it is written. */
export class SocketTransport implements Transport {
  readonly kind = 'socket'
  /** Connections that wait for their next request, by origin. */
  readonly #idle = new Map<string, Socket[]>()
  readonly #trust: Trust

  constructor(trust: Trust = {}) {
    this.#trust = trust
  }

  async exchange(asked: Asked): Promise<Answer> {
    const kept = safe.includes(asked.method) && !asked.close ? this.#idle.get(asked.url.origin)?.pop() : undefined
    if (kept && !kept.destroyed) {
      kept.removeAllListeners()
      kept.ref()
      const answer = await this.#over(kept, asked).catch((error: unknown) => {
        // The server may close a connection at any time: before a byte of the answer came, the request is sent again.
        if (error instanceof Unused) return null
        throw error
      })
      if (answer) return answer
    }
    return this.#over(await connect(asked.url, this.#trust), asked)
  }

  close(): void {
    for (const sockets of this.#idle.values()) for (const socket of sockets) socket.destroy()
    this.#idle.clear()
  }

  #over(socket: Socket, asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const reader = new AnswerReader(asked.method)
      let answer: Answer | null = null
      const timer = setTimeout(() => finish(new NoAnswer(`No answer came in ${patience / 1000} s`)), patience)
      const finish = (error?: Error): void => {
        clearTimeout(timer)
        socket.removeAllListeners()
        // An error that comes later is nobody's matter.
        socket.on('error', () => {})
        const reusable = answer && !asked.close && answer.after === 0 && !closes(answer) && !socket.destroyed
        if (reusable) this.#keep(asked.url.origin, socket)
        else socket.destroy()
        if (answer) resolve(answer)
        else reject(error ?? new NoAnswer('The connection was closed before the answer was whole'))
      }
      const take = (chunk: Uint8Array, ended: boolean): void => {
        try {
          answer = reader.take(chunk, ended) ?? answer
          if (ended || (answer && !asked.close)) finish()
        } catch (error) {
          finish(error as Error)
        }
      }
      socket.on('data', (chunk: Uint8Array) => take(chunk, false))
      socket.on('end', () =>
        reader.begun ? take(new Uint8Array(), true) : finish(new Unused('The connection was closed without an answer')),
      )
      socket.on('error', (error) => finish(reader.begun ? new NoAnswer(error.message) : new Unused(error.message)))
      socket.on('close', () => finish(new NoAnswer('The connection was closed before the answer was whole')))
      socket.write(bytesToSend(asked))
    })
  }

  #keep(origin: string, socket: Socket): void {
    // A connection that waits keeps no process alive.
    socket.unref()
    socket.on('close', () => socket.destroy())
    socket.on('data', () => socket.destroy())
    const sockets = this.#idle.get(origin) ?? []
    this.#idle.set(origin, sockets)
    sockets.push(socket)
  }
}

/** Nothing came back on a connection. */
class Unused extends NoAnswer {}

function closes(answer: Answer): boolean {
  return answer.fields.some(([name, value]) => name.toLowerCase() === 'connection' && /close/i.test(value))
}

function bytesToSend({ url, method, fields, content, close }: Asked): Uint8Array {
  const given = (name: string): boolean => fields.some(([other]) => other.toLowerCase() === name)
  const head = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    ...(given('host') ? [] : [`Host: ${url.host}`]),
    ...(close ? ['Connection: close'] : []),
    ...fields.map(([name, value]) => `${name}: ${value}`),
    ...(content ? [`Content-Length: ${content.length}`] : []),
  ]
  const bytes = bytesOf(`${head.join('\r\n')}\r\n\r\n`)
  if (!content) return bytes
  const whole = new Uint8Array(bytes.length + content.length)
  whole.set(bytes)
  whole.set(content, bytes.length)
  return whole
}
