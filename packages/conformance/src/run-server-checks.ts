import type { CheckResult, Report } from './server/report.ts'
import { Run, type ServerOptions, type ServerTarget } from './server/run.ts'

/** What a run tells while it runs, and what stops it. */
export interface Progress {
  /** Called after each case. */
  onResult?(result: CheckResult, done: number, all: number): void
  /** Stops the run after the cases that have begun, which put back what they wrote; then it rejects. */
  readonly signal?: AbortSignal
}

/** How many reads are on their way at once. */
const abreast = 6

/**
 * Runs all checks of a server and reports what came of each: what `serverChecks` has as tests, as data.
 *
 * @example
 * ```ts no-run
 * import { runServerChecks } from '@ifmatch/conformance'
 *
 * const { results } = await runServerChecks('http://localhost:8787/documents/welcome')
 * const failed = results.filter(({ outcome, level }) => outcome === 'failed' && level === 'MUST')
 * console.log(`${failed.length} of ${results.length}`)
 * ```
 *
 * @throws CannotProbe where the target lacks what every case needs, TypeError where it is no URL and no function
 */
export async function runServerChecks(
  target: ServerTarget,
  options: ServerOptions = {},
  { onResult, signal }: Progress = {},
): Promise<Report> {
  const run = new Run(target, options)
  const { cases } = run
  const results: CheckResult[] = []
  let done = 0
  const take = async (indices: number[]): Promise<void> => {
    for (let index = indices.shift(); index !== undefined; index = indices.shift()) {
      signal?.throwIfAborted()
      const result = await run.now(cases[index]!)
      results[index] = result
      onResult?.(result, ++done, cases.length)
    }
  }
  try {
    const probe = await run.probe()
    // Reads disturb nobody; what writes comes after them, one at a time, so that the target is still old when dates are asked.
    const [reads, others] = [true, false].map((reading) =>
      [...cases.keys()].filter((index) => (cases[index]!.kind === 'read') === reading),
    )
    await Promise.all(Array.from({ length: abreast }, () => take(reads!)))
    await take(others!)
    return { target: run.target.url.href, probe, results, left: run.writing.left }
  } finally {
    run.target.transport.close()
  }
}
