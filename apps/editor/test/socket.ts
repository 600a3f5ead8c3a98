import { connect, type Socket } from 'node:net'

/** Sends bytes as they are, and gives all that comes back until the connection is closed. */
export function exchange(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = open(port, request)
    let answer = ''
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

/** Opens a connection and sends the beginning of something. */
export function open(port: number, request: string): Socket {
  return connect(port, '127.0.0.1').on('connect', function (this: Socket) {
    this.write(request, 'latin1')
  })
}

/** The text of a request whose connection is closed after the answer. */
export function requestText(method: string, target: string, fields: readonly string[] = [], body = ''): string {
  return [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields, '', body].join('\r\n')
}
