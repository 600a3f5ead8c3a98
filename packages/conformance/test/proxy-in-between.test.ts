import { expect, test } from 'vitest'
import { runServerChecks } from '../src/index.ts'
import { notes } from './notes.ts'

type Handler = (request: Request) => Promise<Response>

/** An intermediary that weakens every tag, as those do that compress. */
const weakening =
  (origin: Handler): Handler =>
  async (request) => {
    const answer = await origin(request)
    const etag = answer.headers.get('etag')
    if (etag === null || etag.startsWith('W/')) return answer
    const weakened = new Response(answer.body, answer)
    weakened.headers.set('ETag', `W/${etag}`)
    return weakened
  }

async function failures(handler: Handler, proxyInBetween: boolean): Promise<string[]> {
  const options = { url: 'http://localhost/note', write: true, proxyInBetween, only: 'tag' }
  const { results, left } = await runServerChecks(handler, options)
  expect([left, results.filter(({ kind, outcome }) => kind === 'write' && outcome === 'passed').length > 50]).toEqual([
    [],
    true,
  ])
  return results.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)
}

const undoing = (): Handler => notes(false, { ifMatch: 'intermediaries' })
const strict = (): Handler => notes(false)

test.concurrent(
  'an origin that undoes what an intermediary does to tags is right where one is in between',
  async () => {
    expect(await failures(undoing(), true)).toEqual([])
    expect(await failures(weakening(undoing()), true)).toEqual([])
  },
)

test.concurrent('and so is one that does not', async () => {
  expect(await failures(strict(), true)).toEqual([])
  expect(await failures(weakening(strict()), true)).toEqual([])
})

test.concurrent('where none is said to be in between, a weak tag in If-Match matches nothing', async () => {
  expect(await failures(undoing(), false)).toContain('If-Match on PUT: the current tag as a weak one')
  expect(await failures(weakening(undoing()), false)).toContain('If-Match on PUT: the current tag')
})
