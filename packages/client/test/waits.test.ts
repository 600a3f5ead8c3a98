import { afterEach, expect, test, vi } from 'vitest'
import { createClient } from '../src/index.ts'

const url = 'http://localhost/counter'
const latency = 10

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A counter with versions for tags, each of whose answers takes a while, and how many writes it has refused. */
function counter(): { fetch: typeof fetch; seen: { n: number; refused: number } } {
  const seen = { n: 0, refused: 0 }
  const answer = ({ method, headers, body }: RequestInit): Response => {
    const etag = `"${seen.n}"`
    if (method !== 'PUT') return Response.json(seen.n, { headers: { etag } })
    if (new Headers(headers).get('if-match') !== etag) {
      seen.refused++
      return new Response(null, { status: 412 })
    }
    seen.n = JSON.parse(body as string) as number
    return new Response(null, { status: 204, headers: { etag: `"${seen.n}"` } })
  }
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, latency / 2))
  const send = async (_: unknown, init: RequestInit = {}): Promise<Response> => {
    await wait()
    const answered = answer(init)
    await wait()
    return answered
  }
  return { fetch: send as typeof fetch, seen }
}

/** How many writes are refused while 16 clients add one 50 times each, by the clock of the test. */
async function refusals(random: () => number): Promise<number> {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockImplementation(random)
  const { fetch, seen } = counter()
  let working = 16
  const clients = Array.from({ length: 16 }, async () => {
    const { edit } = createClient({ fetch, attempts: 1000 })
    for (let turn = 0; turn < 50; turn++) await edit<number>(url, (n) => n + 1)
    working--
  })
  while (working > 0) await vi.advanceTimersByTimeAsync(100)
  await Promise.all(clients)
  expect(seen.n).toBe(800)
  return seen.refused
}

/** The same numbers every time. */
function seeded(): () => number {
  let state = 1
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32
}

test('waits make the writes that are refused at least five times fewer, be they random or equally long', async () => {
  const atOnce = await refusals(() => 0)
  for (const random of [seeded(), () => 0.5]) expect(atOnce / (await refusals(random))).toBeGreaterThan(5)
})
