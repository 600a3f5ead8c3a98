import { describe, expect, test } from 'vitest'
import { type Report, runServerChecks } from '../src/index.ts'
import { notes } from './notes.ts'

type Handler = (request: Request) => Promise<Response>

const options = { url: 'http://localhost/note', write: true, race: true }
const failed = ({ results }: Report): string[] =>
  results.filter(({ outcome }) => outcome === 'failed').map(({ name, because }) => `${name}: ${because}`)

/** Gives no answer to some requests: to a handler that throws, nothing comes. */
const losing = (handler: Handler, isLost: (request: Request, count: number) => boolean): Handler => {
  let count = 0
  return (request) => (isLost(request, ++count) ? Promise.reject(new Error('lost')) : handler(request))
}

describe.concurrent('where an answer is lost', () => {
  test('the case fails that asked, the others run, and everything is put back', async () => {
    const app = notes(false)
    const before = await (await app(new Request(options.url))).text()
    const isDelete = ({ method, headers }: Request): boolean =>
      method === 'DELETE' && headers.get('if-match') === '"ifmatch-conformance"'
    const report = await runServerChecks(losing(app, isDelete), { ...options, only: '13.1.1' })
    expect(failed(report).length).toBeGreaterThan(0)
    for (const sentence of failed(report)) expect(sentence).toMatch(/DELETE/)
    expect(report.results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(50)
    expect(await (await app(new Request(options.url))).text()).toBe(before)
  })

  test('of every tenth request, the reads of the kit itself are asked again', async () => {
    const report = await runServerChecks(
      losing(
        notes(false),
        ({ method, headers }, count) => count % 10 === 0 && method === 'GET' && !headers.has('if-match'),
      ),
      { url: options.url, only: 'If-Match on GET' },
    )
    expect(failed(report)).toEqual([])
  })

  test('in a race, nobody is said to have lost it', async () => {
    const app = losing(notes(false), ({ method }, count) => count % 7 === 0 && method === 'PUT')
    const report = await runServerChecks(app, { ...options, only: 'No update is lost' })
    const [race] = report.results
    expect([race?.outcome, race?.figures?.lost]).toEqual(['passed', 0])
    expect(race?.figures?.unanswered).toBeGreaterThan(0)
  })
})

test.concurrent('a server that is gone ends the run, in a sentence that says what was asked before', async () => {
  let isGone = false
  const app = losing(notes(false), ({ headers }) => (isGone ||= headers.get('range') === 'bytes=-5'))
  await expect(runServerChecks(app, { url: options.url })).rejects.toThrow(
    /^The server is gone: The handler threw Error: lost; before that: GET, .+: The handler threw Error: lost$/,
  )
})
