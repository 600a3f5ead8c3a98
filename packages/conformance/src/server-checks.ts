import type { Check } from './check.ts'
import { Run, type ServerOptions, type ServerTarget } from './server/run.ts'

/**
 * Asks a server about its preconditions, as tests for vitest, node:test, bun test and Deno.test alike. The target is a URL,
 * which is asked over a socket, or a handler in fetch style, which is called. Nothing is sent before the first check runs; all
 * share what is found out about the target.
 *
 * A check rejects with a sentence that says what did not hold. One that cannot be run here (the target has no such tag, serves
 * no ranges) resolves; with `write`, a target that cannot be written is a check of its own, which rejects.
 *
 * @example
 * ```ts
 * import { withPreconditions } from '@ifmatch/core'
 * import { serverChecks } from '@ifmatch/conformance'
 *
 * const app = withPreconditions(
 *   () => ({ version: 7 }),
 *   () => new Response('a document'),
 * )
 * for (const check of serverChecks(app, { only: '13.1.2' })) await check.run()
 * ```
 *
 * @throws TypeError where the target is no URL and no function
 */
export function serverChecks(target: ServerTarget, options: ServerOptions = {}): Check[] {
  const run = new Run(target, options)
  return run.cases.map((one) => ({
    name: one.name,
    section: one.section,
    level: one.level,
    async run() {
      const { outcome, because } = await run.inTurn(one)
      if (outcome === 'failed') throw new Error(because ?? 'It did not hold')
      if (run.writing.left.length > 0) throw new Error(run.writing.left.join('\n'))
    },
  }))
}
