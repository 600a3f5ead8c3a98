import { type Report, runServerChecks, type ServerOptions } from '@ifmatch/conformance'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Runtime, type Service, start } from './service.ts'

const runtimes: readonly Runtime[] = ['node', 'bun', 'deno', 'workers-local']

/** How many cases of a kind were run. */
function ran({ results }: Report, kind: 'read' | 'write' | 'race'): number {
  return results.filter((result) => result.kind === kind && result.outcome !== 'not run').length
}

describe.each(runtimes)('what the conformance kit finds on %s', (runtime) => {
  let service: Service | undefined
  beforeAll(async () => {
    service = await start({}, runtime)
  }, 120_000)
  afterAll(() => service?.stop())

  async function check(id: string, options: ServerOptions): Promise<Report> {
    const report = await runServerChecks(`${service!.origin}/documents/${id}`, options)
    const failed = report.results.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map(({ level, name, because }) => `${level} ${name}: ${because}`)).toEqual([])
    expect(report.left).toEqual([])
    return report
  }

  test('no MUST and no SHOULD is failed, by reads, writes or races', { timeout: 240_000 }, async () => {
    const report = await check('welcome', { write: true, race: true, idempotencyKey: true })
    expect(ran(report, 'read')).toBeGreaterThan(500)
    expect(ran(report, 'write')).toBeGreaterThan(150)
    expect(ran(report, 'race')).toBe(3)
  })

  test('nor where a JSON document is patched', { timeout: 120_000 }, async () => {
    expect(ran(await check('board', { write: true, only: 'patch' }), 'write')).toBeGreaterThan(10)
  })
})
