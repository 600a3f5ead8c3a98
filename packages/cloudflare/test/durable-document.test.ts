import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Running, start } from './support/worker.ts'
import type { Step, Told } from './worker/papers.ts'

let worker: Running
beforeAll(async () => {
  worker = await start('../worker/papers.ts', { durableObjects: { PAPERS: { className: 'Paper', useSQLite: true } } })
})
afterAll(() => worker.end())

const at = (path: string) => new URL(path, worker.url)

// Over ten bytes are long here, and go to the bucket.
const [short, long, longer] = ['short', 'a long body', 'a longer body']

let papers = 0

/** Runs these steps in a Durable Object: what each of them gave. */
async function run(steps: readonly Step[], id = `paper-${++papers}`) {
  const answer = await fetch(at(`/run/${id}`), { method: 'POST', body: JSON.stringify(steps) })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as (Told & { error?: string })[]
}

describe('the contract of a Resource, across Durable Objects', () => {
  test.each(['short', 'long'])('%s bodies', { timeout: 120_000 }, async (kind) => {
    const { run, failed } = (await (await fetch(at(`/checks/${kind}`))).json()) as { run: number; failed: string[] }
    expect(failed).toEqual([])
    expect(run).toBeGreaterThan(20)
  })
})

describe('over HTTP', () => {
  test.each([
    ['a short body', '0123456789'],
    ['a long body', '0123456789abcdef'],
  ])('%s is read whole, in part, and by its tag', async (name, body) => {
    const url = at(`/documents/${name.replaceAll(' ', '-')}`)
    const type = { 'Content-Type': 'text/plain' }
    const { status, headers } = await fetch(url, { method: 'PUT', body, headers: { ...type, 'If-None-Match': '*' } })
    const etag = headers.get('etag')!
    const whole = await fetch(url)
    expect([status, await whole.text(), whole.headers.get('etag')]).toEqual([201, body, etag])
    const part = await fetch(url, { headers: { Range: 'bytes=2-8', 'If-Range': etag } })
    expect([part.status, await part.text()]).toEqual([206, '2345678'])
    expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).toBe(304)
    const again = { method: 'PUT', body, headers: { ...type, 'If-Match': etag, 'Idempotency-Key': '"k"' } }
    expect([(await fetch(url, again)).status, (await fetch(url, again)).status]).toEqual([204, 204])
  })
})

describe('readingRest', () => {
  test('lets a refusal reach each client that is still sending', async () => {
    const put = () => fetch(at('/documents/refused'), { method: 'PUT', body: new Uint8Array(8_000_000) })
    const answers = await Promise.all([put(), put(), put(), put()])
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 413, 413])
  })
})

describe('the bucket', () => {
  test('has long bodies alone, and what was replaced for a minute more', async () => {
    const steps: Step[] = [
      { swap: short },
      { do: 'objects' },
      { swap: long, from: 0 },
      { swap: longer, from: 2 },
      { do: 'sweep' },
      { do: 'objects' },
      { body: 2 },
      { hours: 0.02 },
      { do: 'sweep' },
      { do: 'objects' },
      { body: 2 },
      { do: 'read' },
      { swap: short, from: 3 },
      { hours: 0.04 },
      { do: 'sweep' },
      { do: 'objects' },
    ]
    const results = await run(steps)
    expect([1, 5, 9, 15].map((n) => results[n])).toEqual([0, 2, 1, 0])
    expect([results[6], results[10], results[11]]).toEqual([long, null, expect.objectContaining({ text: longer })])
  })

  test('has nothing of a document that was removed, and the alarm is set until then', async () => {
    const steps: Step[] = [{ swap: long }, { remove: 0 }, { do: 'alarm' }, { hours: 0.02 }, { do: 'sweep' }]
    const results = await run([...steps, { do: 'objects' }])
    expect([results[1], results[5]]).toEqual([true, 0])
    expect(results[2]).toBeGreaterThan(50_000)
    expect(results[2]).toBeLessThanOrEqual(60_000)
  })

  test('keeps nothing of those who were not the fastest', async () => {
    const results = await run([
      { swap: long },
      { swap: longer, from: 0 },
      { swap: 'and much too late', from: 0 },
      { swap: 'created too late' },
      { hours: 0.02 },
      { do: 'sweep' },
      { do: 'objects' },
      { do: 'read' },
    ])
    expect([results[2], results[3], results[6], results[7]!.text]).toEqual([null, null, 1, longer])
  })

  test('that fails changes nothing, and what it may have kept is deleted', async () => {
    const results = await run([
      { swap: long },
      { put: 'fails' },
      { swap: longer, from: 0 },
      { do: 'read' },
      { do: 'sweep' },
      { do: 'objects' },
    ])
    expect([results[2]!.error, results[3], results[5]]).toEqual(['Error: The bucket fails', results[0], 1])
  })

  test('that cannot delete is asked again', async () => {
    const steps: Step[] = [{ swap: long }, { remove: 0 }, { hours: 0.02 }, { delete: 'fails' }, { do: 'sweep' }]
    const results = await run([...steps, { do: 'objects' }, { do: 'alarm' }, { do: 'sweep' }, { do: 'objects' }])
    expect([results[5], results[8]]).toEqual([1, 0])
    expect(results[6]).toBeLessThanOrEqual(60_000)
  })

  test('is cleared of an upload behind which the object was killed', async () => {
    const id = 'killed'
    const [first] = await run([{ swap: long }], id)
    await expect(run([{ put: 'kills' }, { do: 'read' }, { swap: longer, from: 1 }], id)).rejects.toThrow()
    const results = await run([{ do: 'read' }, { do: 'objects' }, { hours: 1 }, { do: 'sweep' }, { do: 'objects' }], id)
    expect([results[0], results[1], results[4]]).toEqual([first, 2, 2])
    expect(await run([{ hours: 25 }, { do: 'sweep' }, { do: 'objects' }], id)).toEqual([null, null, 1])
  })

  test('gives no object to a document after it was given up', async () => {
    const results = await run([
      { swap: long },
      { put: 'takes a day' },
      { swap: longer, from: 0 },
      { do: 'read' },
      { hours: 0.02 },
      { do: 'sweep' },
      { do: 'objects' },
    ])
    expect([results[2], results[3], results[6]]).toEqual([null, results[0], 1])
  })

  test.each([
    ['shorter', 20],
    ['longer', 5],
  ])('keeps no body that is %s than it was said to be', async (_, size) => {
    const [, wrong, after] = await run([{ swap: long }, { swap: longer, from: 0, size }, { do: 'read' }])
    expect(wrong!.error).toBeTruthy()
    expect(after!.text).toBe(long)
  })
})

describe('versions and dates', () => {
  test('go on after a remove, also where the clock was set back', async () => {
    const [first, , , second] = await run([{ swap: short }, { remove: 0 }, { hours: -1 }, { swap: short }])
    expect(second!.version).toBeGreaterThan(first!.version)
    expect(second!.lastModified).toBeGreaterThan(first!.lastModified)
  })

  test('go on after deleteAll(), and a state from before neither swaps nor removes', async () => {
    const [first, , stale, gone, second] = await run([
      { swap: short },
      { do: 'deleteAll' },
      { swap: short, from: 0 },
      { remove: 0 },
      { swap: short },
    ])
    expect([stale, gone]).toEqual([null, false])
    expect(second!.version).toBeGreaterThan(first!.version)
  })
})
