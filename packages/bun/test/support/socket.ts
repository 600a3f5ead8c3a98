/** An answer as it came over the socket. */
export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
  field(name: string): string | null
}

/** Sends a request as it is written here, fields repeated or broken where they are, and gives the answer as it comes. */
export async function send(port: number, line: string, fields: readonly string[] = []): Promise<Answer> {
  const closed = Promise.withResolvers<void>()
  const chunks: Uint8Array[] = []
  await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      open: (socket) =>
        void socket.write(
          `${[`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields].join('\r\n')}\r\n\r\n`,
        ),
      data: (_, data) => void chunks.push(new Uint8Array(data)),
      close: () => closed.resolve(),
      error: (_, error) => closed.reject(error),
    },
  })
  await closed.promise
  return parsed(Buffer.concat(chunks).toString('latin1'))
}

function parsed(text: string): Answer {
  const end = text.indexOf('\r\n\r\n')
  const head = text.slice(0, end)
  const lines = head
    .split('\r\n')
    .slice(1)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const)
  return {
    status: Number(text.slice(9, 12)),
    head,
    body: text.slice(end + 4),
    field(name) {
      const values = lines.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value)
      return values.length > 0 ? values.join(' | ') : null
    },
  }
}
