import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runServerChecks, type ServerOptions } from '../src/index.ts'
import { makeCertificate } from './certificate.ts'
import { notes } from './notes.ts'
import { serve } from './serve.ts'

const [own, other] = [makeCertificate('IP:127.0.0.1'), makeCertificate('DNS:elsewhere.example')]
let servers: { origin: string; end(): void }[] = []
const [atOwn, atOther] = [0, 1].map((index) => () => `${servers[index]!.origin}/note`) as [() => string, () => string]

beforeAll(async () => {
  servers = [await serve(notes(false), own), await serve(notes(false), other)]
})
afterAll(() => {
  for (const { end } of servers) end()
})

/** How many reads and writes passed. */
async function passed(url: string, options: ServerOptions): Promise<number> {
  const { results } = await runServerChecks(url, { ...options, write: true, only: '13.1.1' })
  expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  return results.filter(({ outcome }) => outcome === 'passed').length
}

describe.concurrent('over TLS', () => {
  test('a certificate that is trusted', async () => {
    expect(await passed(atOwn(), { ca: own.cert })).toBeGreaterThan(50)
  })

  test('any certificate, where that is said', async () => {
    expect(await passed(atOther(), { insecure: true })).toBeGreaterThan(50)
  })

  test.each([
    ['that signed itself', atOwn, {}],
    ['of another name', atOther, { ca: other.cert }],
    ['of another authority', atOwn, { ca: other.cert }],
  ])('a certificate %s is refused, in a sentence', async (_, url, options) => {
    await expect(runServerChecks(url(), options)).rejects.toThrow(
      /^The certificate of https:\/\/127\.0\.0\.1:\d+ is not trusted: .+; name its authority \(ca\), or trust any \(insecure\)$/,
    )
  })

  test('a server without TLS is said to have none', async () => {
    const plain = await serve(notes(false))
    const url = plain.origin.replace('http:', 'https:')
    await expect(runServerChecks(url).finally(plain.end)).rejects.toThrow('does not speak TLS: try http:')
  })
})
