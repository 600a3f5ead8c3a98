import { env } from 'cloudflare:workers'
import { r2 } from '@ifmatch/cloudflare'
import { runServerChecks } from '@ifmatch/conformance'
import { documents, handleResource } from '@ifmatch/core'
import { expect, test } from 'vitest'

const url = 'http://localhost/document'

/** A Worker of documents in R2, called as a handler. */
const handler = (request: Request): Promise<Response> =>
  handleResource(request, r2(env.FILES, new URL(request.url).pathname.slice(1)), documents())

test('the conformance kit runs inside workerd, and finds nothing wrong', { timeout: 120_000 }, async () => {
  const headers = { 'If-None-Match': '*', 'Content-Type': 'text/plain' }
  const body = 'A document of some length, so that it has ranges. '.repeat(5)
  expect((await handler(new Request(url, { method: 'PUT', headers, body }))).status).toBe(201)
  for (const write of [false, true]) {
    const { results, left } = await runServerChecks(handler, { url, write, ...(write && { only: '13.1.1' }) })
    const failed = results.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map(({ name, because }) => `${name}: ${because}`)).toEqual([])
    expect(left).toEqual([])
    const passed = results.filter(({ outcome }) => outcome === 'passed').length
    expect(passed).toBeGreaterThan(write ? 50 : 300)
  }
})
