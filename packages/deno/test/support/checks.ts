import type { Check } from '@ifmatch/conformance'
import { test } from 'vitest'

/** Makes a test of each check. */
export function testEach(checks: readonly Check[]): void {
  test.each(checks.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run())
}
