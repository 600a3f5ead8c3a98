import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, start, temporaryFolder } from './service.ts'

function put(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'PUT', body, headers: { 'Content-Type': 'text/plain', ...headers } })
}

let services: readonly Service[]

// Without the demand for conditions, so that writes without one can race as well; a condition that is there counts.
beforeAll(async () => {
  const variables = { REQUIRE: 'off', DATA: join(temporaryFolder(), 'new', 'shared.sqlite') }
  services = await Promise.all([start(variables), start(variables)])
})
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()))
})

/** The addresses of one document, at each of the processes. */
function at(id: string): string[] {
  return services.map(({ origin }) => `${origin}/documents/${id}`)
}

/** Sixteen writes at once, at the processes in turn. */
function sixteen(urls: readonly string[], headers?: Record<string, string>): Promise<Response[]> {
  return Promise.all(Array.from({ length: 16 }, (_, n) => put(urls[n % urls.length]!, `by ${n}`, headers)))
}

/** Adds one, as a careful client does: on 412 it waits a little, and reads again. How often it was refused. */
async function increment(url: string): Promise<number> {
  for (let refused = 0; ; refused++) {
    const seen = await fetch(url)
    const next = `${Number(await seen.text()) + 1}`
    const { status } = await put(url, next, { 'If-Match': seen.headers.get('etag')! })
    if (status === 204) return refused
    expect(status).toBe(412)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30))
  }
}

/** Eight clients that add one ten times each, every client at one of the addresses. */
async function race(urls: readonly string[]): Promise<{ final: string; refused: number }> {
  expect((await put(urls[0]!, '0', { 'If-None-Match': '*' })).status).toBe(201)
  const refusals = await Promise.all(
    Array.from({ length: 8 }, async (_, client) => {
      let refused = 0
      for (let turn = 0; turn < 10; turn++) refused += await increment(urls[client % urls.length]!)
      return refused
    }),
  )
  return { final: await (await fetch(urls[0]!)).text(), refused: refusals.reduce((sum, n) => sum + n) }
}

describe('of writes that met', () => {
  test('sixteen with one tag, exactly one is done', async () => {
    const [url] = at('board')
    const etag = (await fetch(url!)).headers.get('etag')!
    const statuses = (await sixteen([url!], { 'If-Match': etag })).map(({ status }) => status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(15)
    expect(await (await fetch(url!)).text()).toBe(`by ${statuses.indexOf(204)}`)
  })

  test('sixteen creations at two processes, exactly one is done', async () => {
    const statuses = (await sixteen(at('one'), { 'If-None-Match': '*' })).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(15)
    expect(await (await fetch(at('one')[0]!)).text()).toBe(`by ${statuses.indexOf(201)}`)
  })

  test.each([
    ['one process', 1],
    ['two processes on one file', 2],
  ])('8 clients × 10 increments lose none, at %s', async (_, processes) => {
    const { final, refused } = await race(at(`counter-${processes}`).slice(0, processes))
    expect(final).toBe('80')
    expect(refused).toBeGreaterThan(0)
  })

  test('without conditions, each is applied to what it met, and none is refused', async () => {
    const answers = await sixteen(at('last'))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 204)).toHaveLength(15)
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(16)
  })
})
