import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A request as it came: its head, as text. */
export type Talk = (head: string, socket: Socket, count: number) => void

/** A server of bytes: for each head that comes on a connection it says what it is told to. */
export async function rawServer(talk: Talk): Promise<{ url: URL; connections(): number; end(): Promise<void> }> {
  let connections = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    let text = ''
    let count = 0
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end)
        text = text.slice(end + 4)
        talk(head, socket, ++count)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/note`),
    connections: () => connections,
    async end() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
