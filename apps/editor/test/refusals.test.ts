import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, start } from './service.ts'
import { exchange, open, requestText } from './socket.ts'

const methods = 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'
const limit = 1024 * 1024

let service: Service

beforeAll(async () => {
  service = await start()
})
afterAll(async () => {
  await service.stop()
})

/** The status and the fields of a raw answer. */
async function ask(
  method: string,
  target: string,
  fields: string[] = [],
  body = '',
): Promise<{ status: number; head: string }> {
  const [head] = (await exchange(service.port, requestText(method, target, fields, body))).split('\r\n\r\n')
  return { status: Number(head!.split(' ')[1]), head: head!.toLowerCase() }
}

describe('a method', () => {
  test('OPTIONS is answered with what is allowed, and evaluates nothing', async () => {
    const { status, head } = await ask('OPTIONS', '/documents/welcome', ['If-Match: "0"', 'Range: bytes=0-4'])
    expect(status).toBe(204)
    expect(head).toContain(`allow: ${methods.toLowerCase()}`)
  })

  test.each(['POST', 'QUERY', 'TRACE'])('%s is 405, with what is allowed', async (method) => {
    const { status, head } = await ask(method, '/documents/welcome', ['If-Match: "0"', 'Content-Length: 0'])
    expect(status).toBe(405)
    expect(head).toContain(`allow: ${methods.toLowerCase()}`)
    expect(head).toContain('content-type: application/problem+json')
  })

  test.each(['PROPFIND', 'SAVE', 'patch', 'get'])('%s is not known: 501', async (method) => {
    expect((await ask(method, '/documents/welcome')).status).toBe(501)
  })

  test('of the page, other than a read, is 405', async () => {
    const { status, head } = await ask('PUT', '/', ['Content-Length: 0'])
    expect([status, head.includes('allow: get, head')]).toEqual([405, true])
  })

  test('is asked for by something that is no request: 400', async () => {
    expect(await exchange(service.port, '\x16\x03\x01 no request\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('a target', () => {
  test.each([
    ['a blank', '/documents/a%20b'],
    ['a slash', '/documents/a%2Fb'],
    ['a letter that is not ASCII', '/documents/caf%C3%A9'],
    ['half an escape', '/documents/%E0%A4%A'],
    ['129 characters', `/documents/${'a'.repeat(129)}`],
    ['no name', '/documents/'],
    ['two segments', '/documents/a/b'],
    ['another place', '/nowhere'],
  ])('with %s is 404 on every method', async (_, target) => {
    for (const method of ['GET', 'PUT', 'OPTIONS', 'POST']) {
      expect((await ask(method, target, ['If-None-Match: *', 'Content-Length: 0'])).status).toBe(404)
    }
  })

  test.each(['a', 'A.b_c-9', '...', '-', 'a'.repeat(128), '%61%2D'])('%s is a name', async (name) => {
    expect((await ask('PUT', `/documents/${name}`, ['If-None-Match: *', 'Content-Length: 0'])).status).toBe(201)
    expect((await ask('GET', `/documents/${name}`)).status).toBe(200)
  })

  test.each(['.', '..', '%2e', '%2e%2e'])('%s is none: it names a folder', async (name) => {
    expect((await ask('PUT', `/documents/${name}`, ['If-None-Match: *', 'Content-Length: 0'])).status).not.toBe(201)
  })
})

describe('content', () => {
  const chunk = 'x'.repeat(64 * 1024)
  const chunks = (count: number): string => `${`10000\r\n${chunk}\r\n`.repeat(count)}0\r\n\r\n`

  test('of the limit is stored', async () => {
    const { status } = await ask(
      'PUT',
      '/documents/full',
      ['If-None-Match: *', `Content-Length: ${limit}`],
      'x'.repeat(limit),
    )
    expect(status).toBe(201)
    expect((await ask('HEAD', '/documents/full')).head).toContain(`content-length: ${limit}`)
  })

  test('above the limit is 413 by Content-Length, before it is sent and before the conditions', async () => {
    const { status, head } = await ask('PUT', '/documents/welcome', ['If-Match: "0"', `Content-Length: ${limit + 1}`])
    expect([status, head.includes('content-type: application/problem+json')]).toEqual([413, true])
  })

  test('above the limit is 413 where no length was announced, and changes nothing', async () => {
    const fields = ['If-None-Match: *', 'Transfer-Encoding: chunked']
    expect((await ask('PUT', '/documents/long', fields, chunks(16))).status).toBe(201)
    expect((await ask('PUT', '/documents/longer', fields, chunks(17))).status).toBe(413)
    expect((await ask('GET', '/documents/longer')).status).toBe(404)
  })

  test('whose condition is false is not waited for', async () => {
    const { status } = await ask('PUT', '/documents/welcome', ['If-Match: "0"', 'Content-Length: 100'])
    expect(status).toBe(412)
  })

  test.each(['gzip', 'identity', 'br, gzip'])('in the coding %s is 415, and says what is accepted', async (coding) => {
    const { status, head } = await ask(
      'PUT',
      '/documents/welcome',
      ['If-Match: "0"', `Content-Encoding: ${coding}`, 'Content-Length: 1'],
      'x',
    )
    expect(status).toBe(415)
    expect(head).toContain('accept-encoding: identity')
  })

  test('that is a part is 400, before the conditions', async () => {
    const fields = ['If-Match: "0"', 'Content-Range: bytes 0-4/100', 'Content-Length: 5']
    expect((await ask('PUT', '/documents/welcome', fields, 'hello')).status).toBe(400)
    expect((await ask('GET', '/documents/welcome', ['Content-Range: bytes 0-4/100'])).status).toBe(200)
  })
})

test('content whose chunks cannot be read is 400, and nothing is stored', async () => {
  const fields = ['If-None-Match: *', 'Transfer-Encoding: chunked']
  expect((await ask('PUT', '/documents/chunks', fields, 'zz\r\nabc\r\n')).status).toBe(400)
  expect((await ask('GET', '/documents/chunks')).status).toBe(404)
})

describe('content that waits for 100 Continue', () => {
  const expecting = ['Expect: 100-continue', 'Content-Type: text/plain', 'Content-Length: 4']

  test.each([
    [412, 'PUT', ['If-Match: "0"']],
    [428, 'PUT', []],
    [415, 'PATCH', []],
  ] as const)(
    'is not asked for where %i is due without it, and the connection is closed',
    async (status, method, more) => {
      const request = requestText(method, '/documents/welcome', [...expecting, ...more]).replace(
        'Connection: close\r\n',
        '',
      )
      const answer = await exchange(service.port, request)
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n')
    },
  )

  test('is asked for where it is needed, once, and stored', async () => {
    const fields = [...expecting, 'If-None-Match: *']
    const socket = open(service.port, requestText('PUT', '/documents/continued', fields))
    let answer = ''
    for await (const bytes of socket) {
      answer += bytes
      if (answer === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('mine')
    }
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 Created\r\n/)
    expect(await (await fetch(`${service.origin}/documents/continued`)).text()).toBe('mine')
  })
})
