import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../src/command/main.ts'
import type { Report } from '../src/index.ts'
import { makeCertificate } from './certificate.ts'
import { notes } from './notes.ts'
import { serve } from './serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'ifmatch-conformance-'))
const right = notes(true)
/** Answers 200 to whoever has the current tag already, and is right otherwise. */
const forgetful = (request: Request): Promise<Response> => {
  const headers = new Headers(request.headers)
  if (request.method === 'GET') headers.delete('if-none-match')
  return right(new Request(request, { headers }))
}
let servers: { origin: string; end(): void }[] = []

beforeAll(async () => {
  servers = [await serve(right), await serve(forgetful)]
})
afterAll(() => {
  for (const { end } of servers) end()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...argv: string[]): Promise<{ code: number; out: string; error: string }> {
  const printed = { out: '', error: '' }
  const code = await main(argv, {
    out: (text) => void (printed.out += text),
    error: (text) => void (printed.error += text),
    progress: false,
  })
  return { code, ...printed }
}

const good = (): string => `${servers[0]!.origin}/note`
const bad = (): string => `${servers[1]!.origin}/note`
const file = (name: string): string => join(folder, name)

describe('the command', { timeout: 120_000 }, () => {
  test('ends with 0 where no MUST is failed, and says that nothing was written', async () => {
    const { code, out, error } = await run(good())
    expect([code, error]).toEqual([0, ''])
    expect(out).toMatch(/MUST +\d{3} passed, 0 failed/)
    expect(out).toContain('Nothing was written')
  })

  test('over a socket: writes, and says how many', async () => {
    const { code, out } = await run(good(), '--write', '--only', '13.1.1')
    expect(out).toMatch(/Write cases that ran: \d{2} of \d{2}\./)
    expect(code).toBe(0)
  })

  test('ends with 1 where a MUST is failed, and shows it', async () => {
    const { code, out } = await run(bad(), '--only', 'If-None-Match on GET')
    expect(code).toBe(1)
    expect(out).toContain('Answered 200 where 304 is due')
  })

  test('explains: sent, answered, due, the section', async () => {
    const { out } = await run(bad(), '--explain', 'If-None-Match on GET: *')
    expect(out).toContain('https://www.rfc-editor.org/rfc/rfc9110.html#section-13.1.2')
    for (const part of ['  If-None-Match: *\n', '  HTTP/1.1 200', '304 is due', 'It failed'])
      expect(out).toContain(part)
  })

  test('a baseline: what failed before does not fail, what is worse does', async () => {
    const only = ['--only', 'If-None-Match on GET']
    expect((await run(bad(), ...only, '--save', file('bad'))).code).toBe(1)
    expect((await run(bad(), ...only, '--baseline', file('bad'))).code).toBe(0)
    expect((await run(good(), ...only, '--save', file('good'))).code).toBe(0)
    const { code, error } = await run(bad(), ...only, '--baseline', file('good'))
    expect([code, error.startsWith('Worse than in')]).toEqual([1, true])
  })

  test('JSON and JUnit', async () => {
    const { out } = await run(bad(), '--only', '13.1.2', '--json', '--junit', file('junit.xml'))
    const { results } = JSON.parse(out) as Report
    const failed = results.filter(({ outcome }) => outcome === 'failed')
    expect(failed.length).toBeGreaterThan(0)
    const xml = readFileSync(file('junit.xml'), 'utf8')
    expect(xml.match(/<testcase /g)).toHaveLength(results.length)
    expect(xml.match(/<failure /g)).toHaveLength(failed.length)
  })

  test('ends with 2 and one sentence where it cannot ask', async () => {
    writeFileSync(file('no-baseline'), 'no JSON')
    const locked = await serve(async () => new Response(null, { status: 401 }))
    const moved = await serve(async () => new Response(null, { status: 302, headers: { Location: '/there' } }))
    const bare = await serve(async () => new Response('nothing that identifies it'))
    const cases = [
      [[], 'No URL is given'],
      [['localhost:1'], 'localhost:1 is no URL'],
      [[good(), '--wirte'], '--wirte is no option'],
      [[good(), good()], 'is a second one'],
      [[good(), '--only'], '--only needs a value'],
      [[good(), '--only', 'no such case'], 'No case has'],
      [[good(), '--explain', 'No update is lost'], 'add --write, or --race'],
      [[good(), '--header', 'no colon'], 'is no header field'],
      [[good(), '--baseline', file('missing')], 'cannot be read'],
      [[good(), '--ca', file('missing')], 'cannot be read'],
      [[good(), '--baseline', file('no-baseline')], 'is no baseline'],
      [['http://127.0.0.1:1/'], 'cannot be reached'],
      [[`${servers[0]!.origin}/other`], 'GET is answered 404'],
      [[bare.origin], 'has no validators'],
      [[locked.origin], 'GET is answered 401: send credentials with it'],
      [[moved.origin], 'name the URL that it leads to, /there'],
    ] as const
    for (const [argv, sentence] of cases) {
      const { code, out, error } = await run(...argv)
      expect([code, out, error.trim().split('\n').length, error.includes(sentence)], error).toEqual([2, '', 1, true])
    }
    for (const { end } of [bare, locked, moved]) end()
  })

  test('over TLS: ends with 2 where the certificate is not trusted, and with 0 where it is', async () => {
    const certificate = makeCertificate('IP:127.0.0.1')
    writeFileSync(file('ca.pem'), certificate.cert)
    const secure = await serve(right, certificate)
    const ask = (...options: string[]) => run(`${secure.origin}/note`, '--only', '13.1.1', ...options)
    const refused = await ask()
    expect([refused.code, refused.error.trim().split('\n').length]).toEqual([2, 1])
    expect(refused.error).toContain('is not trusted')
    expect([(await ask('--ca', file('ca.pem'))).code, (await ask('--insecure')).code]).toEqual([0, 0])
    secure.end()
  })

  test('ends with 2 where it shall write and cannot: reads alone are no pass', async () => {
    const readOnly = await serve(async (request) =>
      ['GET', 'HEAD'].includes(request.method) ? right(request) : new Response(null, { status: 405 }),
    )
    const { code, error } = await run(`${readOnly.origin}/note`, '--write', '--only', '13.1.1')
    expect([code, error]).toEqual([2, 'No case that writes could be run: PUT is answered 405.\n'])
    readOnly.end()
  })
})
