import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be held up, and cut. */
export interface Proxy {
  readonly port: number
  /** What the server answers from now on does not arrive. */
  hold(): void
  /** Ends every connection, and lets new ones through. */
  cut(): void
  close(): void
}

export function proxyTo(host: string, port: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  let isHeld = false
  const server = createServer((near) => {
    const far = connect(port, host)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(far)
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
      const close = (): void => {
        cut()
        server.close()
      }
      resolve({ port: (server.address() as AddressInfo).port, hold, cut, close })
    })
  })
}
