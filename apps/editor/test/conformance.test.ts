import { runServerChecks } from '@ifmatch/conformance'
import { describe, expect, test } from 'vitest'
import { type Runtime, start } from './service.ts'

const runtimes: readonly Runtime[] = ['node', 'bun', 'deno', 'workers-local']

/** What the conformance kit finds: nothing, on every runtime, and it has written and raced. */
describe.each(runtimes)('the service on %s conforms', (runtime) => {
  test.each(['welcome', 'board'])('/documents/%s', { timeout: 180_000 }, async (id) => {
    const service = await start({}, runtime)
    try {
      const url = `${service.origin}/documents/${id}`
      const begun = Date.now()
      const { results, left } = await runServerChecks(url, { write: true, race: true, proxyInBetween: runtime === 'workers-local' && id === 'board' })
      const ran = (kind: string): number =>
        results.filter((result) => result.kind === kind && result.outcome !== 'not run').length
      console.log(Date.now() - begun, runtime, id, ran('read'), ran('write'), ran('race'))
      const failed = results.filter(({ outcome }) => outcome === 'failed')
      expect(failed.map(({ level, name, because }) => `${level} ${name}: ${because}`)).toEqual([])
      expect(left).toEqual([])
      expect([ran('read') > 500, ran('write') > 150, ran('race') > 2]).toEqual([true, true, true])
    } finally {
      await service.stop()
    }
  })
})
