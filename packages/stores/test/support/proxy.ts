import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be held up, and cut. */
export interface Proxy {
  readonly port: number
  /** What the server answers from now on does not arrive. */
  hold(): void
  /** The same from when this text has gone to the server, as it is or in hexadecimal. */
  holdFrom(text: string): Promise<void>
  /** Ends every connection, and lets new ones through. */
  cut(): void
  close(): void
}

export function proxyTo(host: string, port: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  let isHeld = false
  let waited: { readonly forms: readonly string[]; readonly come: () => void } | null = null
  const server = createServer((near) => {
    const far = connect(port, host)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    near.on('data', (chunk: Buffer) => {
      if (waited?.forms.some((form) => chunk.includes(form))) {
        isHeld = true
        waited.come()
        waited = null
      }
      far.write(chunk)
    })
    near.on('end', () => far.end())
    far.on('data', (chunk) => {
      if (!isHeld) near.write(chunk)
    })
    far.on('end', () => near.end())
  })
  const cut = (): void => {
    isHeld = false
    for (const socket of sockets) socket.destroy()
  }
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const hold = (): void => {
        isHeld = true
      }
      const holdFrom = (text: string): Promise<void> =>
        new Promise((come) => {
          waited = { forms: [text, Buffer.from(text).toString('hex')], come }
        })
      const close = (): void => {
        cut()
        server.close()
      }
      resolve({ port: (server.address() as AddressInfo).port, hold, holdFrom, cut, close })
    })
  })
}
