import { Bench } from './bench.ts'
import { type Case, Failed, NotRun, Unanswered } from './case.ts'
import { lacks } from './abilities.ts'
import type { Exchange } from './message.ts'
import type { CheckResult } from './report.ts'
import type { Target } from './target.ts'
import { CannotSend, NoAnswer } from './transport.ts'
import type { Writing } from './writing.ts'

/**
 * Runs one case, and puts back what it changed.
 *
 * @throws CannotProbe where the server is gone; whatever else it does is a result
 */
export async function runCase(one: Case, target: Target, writing: Writing): Promise<CheckResult> {
  const { name, section, level, kind } = one
  const bench = new Bench(target, writing)
  const { outcome, because } = await outcomeOf(one, bench)
  if (kind !== 'read') await writing.putAllBack()
  const exchange: Exchange | undefined = bench.decisive ?? bench.exchanges.at(-1)
  return {
    name,
    section,
    level,
    outcome,
    because,
    kind,
    ...(exchange && { exchange }),
    exchanges: bench.exchanges,
    ...(bench.because.length > 0 && { due: bench.because.join('\n') }),
    ...(Object.keys(bench.figures).length > 0 && { figures: bench.figures }),
  }
}

async function outcomeOf(one: Case, bench: Bench): Promise<Pick<CheckResult, 'outcome' | 'because'>> {
  try {
    for (const need of one.needs) {
      const lacking = await lacks(bench.target, bench.writing, need)
      if (lacking !== null) return { outcome: 'not run', because: lacking }
    }
    await one.run(bench)
    if (one.level !== 'open') return { outcome: 'passed', because: null }
    return {
      outcome: 'recorded',
      because: bench.recorded ?? `Answered ${bench.exchanges.at(-1)?.status}`,
    }
  } catch (error) {
    if (error instanceof NotRun || error instanceof CannotSend) return { outcome: 'not run', because: error.message }
    if (error instanceof NoAnswer || error instanceof Unanswered) await bench.target.demandLife(error.message)
    if (error instanceof Failed || error instanceof NoAnswer)
      return { outcome: one.level === 'open' ? 'recorded' : 'failed', because: error.message }
    throw error
  }
}
