/** An answer as it came over the socket. */
export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
  field(name: string): string | null
}

/** Sends a request as it is written here, fields repeated or broken where they are, and gives the answer as it comes. */
export async function send(port: number, line: string, fields: readonly string[] = []): Promise<Answer> {
  const socket = await Deno.connect({ hostname: '127.0.0.1', port })
  const request = [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields].join('\r\n')
  await socket.write(new TextEncoder().encode(`${request}\r\n\r\n`))
  const text = new TextDecoder('latin1').decode(await new Response(socket.readable).arrayBuffer())
  const end = text.indexOf('\r\n\r\n')
  const head = text.slice(0, end)
  const lines = head.split('\r\n').slice(1)
  return {
    status: Number(text.slice(9, 12)),
    head,
    body: text.slice(end + 4),
    field(name) {
      const values = lines
        .filter((line) => line.toLowerCase().startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).trim())
      return values.length > 0 ? values.join(' | ') : null
    },
  }
}
