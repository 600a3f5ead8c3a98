import { afterEach, describe, expect, test } from 'vitest'
import { rawServer, type Talk } from '../../test/raw-server.ts'
import { type Answer, type Asked, textOf } from './message.ts'
import { SocketTransport } from './socket-transport.ts'

const transport = new SocketTransport()
let ends: (() => Promise<void>)[] = []
afterEach(async () => {
  transport.close()
  await Promise.all(ends.map((end) => end()))
  ends = []
})

interface Server {
  ask(more?: Partial<Asked>): Promise<Answer>
  connections(): number
}

async function server(talk: Talk): Promise<Server> {
  const { url, connections, end } = await rawServer(talk)
  ends.push(end)
  return { connections, ask: (more) => transport.exchange({ url, method: 'GET', fields: [], ...more }) }
}

const hello = (more = ''): string => `HTTP/1.1 200 OK\r\n${more}Content-Length: 5\r\n\r\nhello`

describe('a connection', () => {
  test('is used again for reads, and opened anew for writes', async () => {
    const { ask, connections } = await server((_, socket) => socket.write(hello()))
    for (let turn = 0; turn < 3; turn++) expect(textOf((await ask()).content)).toBe('hello')
    expect(connections()).toBe(1)
    await ask({ method: 'PUT', content: new Uint8Array() })
    expect(connections()).toBe(2)
  })

  test.each([
    ['the server says close', hello('Connection: close\r\n'), {}],
    ['more came than the answer', `${hello()}, world`, {}],
    ['it was asked to close', hello(), { close: true }],
  ])('is not used again where %s', async (_, text, more) => {
    const { ask, connections } = await server((_head, socket) => {
      socket.write(text)
      if ('close' in more) socket.end()
    })
    await ask(more)
    await ask(more)
    expect(connections()).toBe(2)
  })

  test('that was closed while it waited is opened anew', async () => {
    const { ask, connections } = await server((_, socket, count) => {
      if (count === 1) socket.write(hello())
      else socket.destroy()
    })
    expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(200)
    expect(connections()).toBe(2)
  })
})

test('what is asked is sent as it is written', async () => {
  let seen = ''
  const { ask } = await server((head, socket) => {
    seen = head
    socket.write(hello())
  })
  const fields = [
    ['If-Match', '"a"'],
    ['If-Match', ''],
    ['if-none-match', '"\u00e9"'],
  ] as const
  await ask({ fields })
  expect(seen.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT')).toBe(
    'GET /note HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nIf-Match: "a"\r\nIf-Match: \r\nif-none-match: "\u00e9"',
  )
})

describe('an answer', () => {
  test('is read whole, whatever comes before and in which pieces', async () => {
    const { ask } = await server((_, socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhe')
      setTimeout(() => socket.write('l\r\n2;x=y\r\nlo\r\n0\r\nTrailer: x\r\n\r\n'), 20)
    })
    expect(textOf((await ask()).content)).toBe('hello')
  })

  test('without a length ends with the connection', async () => {
    const { ask } = await server((_, socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'))
    expect(textOf((await ask()).content)).toBe('hello')
  })

  test('to HEAD, or of 304, has no content, and what follows is counted', async () => {
    const { ask } = await server((head, socket) =>
      socket.end(head.startsWith('HEAD') ? hello() : 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n'),
    )
    expect(await ask({ method: 'HEAD', close: true })).toMatchObject({ status: 200, after: 5 })
    expect(await ask({ close: true })).toMatchObject({ status: 304, after: 0 })
  })

  test.each([
    ['the connection was closed at once', '', 'The connection was closed without an answer'],
    [
      'its content is cut short',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello',
      'closed before the answer was whole',
    ],
    [
      'a chunk is cut short',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello',
      'closed before the answer was whole',
    ],
    ['it is another protocol', '220 mail.example ESMTP\r\n', 'does not begin as HTTP/1.1 does: 220 mail.example ESMTP'],
  ])('is none where %s', async (_, text, said) => {
    const { ask } = await server((_head, socket) => socket.end(text))
    await expect(ask()).rejects.toThrow(said)
  })
})

test('where nobody listens, that is said', async () => {
  const { url, end } = await rawServer(() => {})
  await end()
  await expect(transport.exchange({ url, method: 'GET', fields: [] })).rejects.toThrow(
    `${url.origin} cannot be reached`,
  )
})
