import { runServerChecks } from '@ifmatch/conformance'
import { describe, expect, test } from 'vitest'
import { servedExamples } from './examples/all.ts'
import { startExample } from './examples/start-example.ts'

describe('the kit finds nothing wrong with the examples of the READMEs', () => {
  test.concurrent.each(servedExamples.map((example) => [example.document, example.heading, example] as const))(
    '%s, %s',
    async (_document, _heading, example) => {
      const { url, stop } = await startExample(example)
      const write = example.writes ?? false
      const { results, left } = await runServerChecks(url, { write }).finally(stop)
      const failed = results.filter(({ outcome }) => outcome === 'failed')
      expect(failed.map(({ level, name, because }) => `${level} ${name}: ${because}`)).toEqual([])
      expect(left).toEqual([])
      const ran = (kind: 'read' | 'write'): number =>
        results.filter((result) => result.kind === kind && result.outcome === 'passed').length
      expect(ran('read')).toBeGreaterThan(100)
      if (write) expect(ran('write')).toBeGreaterThan(50)
    },
  )
})
