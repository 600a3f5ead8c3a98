import { readFile, writeFile } from 'node:fs/promises'
import { runServerChecks } from '../run-server-checks.ts'
import type { CheckResult, Report } from '../server/report.ts'
import { casesFor } from '../server/run.ts'
import { CannotProbe } from '../server/target.ts'
import { type Arguments, help, Mistake, readArguments } from './arguments.ts'
import { readBaseline, saved, worse } from './baseline.ts'
import { explain } from './explain.ts'
import { junit } from './junit.ts'
import { count, summary } from './summary.ts'

/** Where the command prints, and what tells it to stop. */
export interface Surroundings {
  out(text: string): void
  error(text: string): void
  /** Somebody looks at a terminal: progress is shown there. */
  readonly progress: boolean
  readonly signal?: AbortSignal
}

/** Runs the command; its exit code. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const asked = readArguments(argv)
    if (!asked) {
      surroundings.out(help)
      return 0
    }
    return await run(asked, surroundings)
  } catch (error) {
    if (!(error instanceof Mistake || error instanceof CannotProbe || error instanceof Stopped)) throw error
    surroundings.error(`${error.message.replace(/\.?$/, '.')}\n`)
    return error instanceof Stopped ? 130 : 2
  }
}

class Stopped extends Error {}

async function run(asked: Arguments, { out, error, progress, signal }: Surroundings): Promise<number> {
  const before = asked.baseline === undefined ? null : readBaseline(await read(asked.baseline), asked.baseline)
  const only = asked.explain ?? asked.only
  demandCases(asked, only)
  const ca = asked.ca === undefined ? null : await read(asked.ca)
  const onResult = ({ name }: CheckResult, done: number, all: number): void =>
    error(`\r\u001b[K${done} of ${all}  ${name.slice(0, 60)}`)
  const report = await runServerChecks(
    asked.url,
    { ...asked, ...(only !== undefined && { only }), ...(ca !== null && { ca }) },
    { ...(progress && { onResult }), ...(signal && { signal }) },
  ).catch((reason: unknown) => {
    if (signal?.aborted) throw new Stopped('Stopped; what was written has been put back')
    throw reason
  })
  if (progress) error('\r\u001b[K')

  if (asked.json) out(`${JSON.stringify(report, null, 2)}\n`)
  else out(asked.explain === undefined ? summary(report, asked) : report.results.map(explain).join('\n---\n\n'))
  if (asked.junit !== undefined) await write(asked.junit, junit(report))
  if (asked.save !== undefined) await write(asked.save, saved(report))
  return exitCode(asked, report, before, error)
}

/** A misspelled name shall not look like a pass. */
function demandCases(asked: Arguments, only: string | undefined): void {
  if (only === undefined || casesFor({ ...asked, only }).length > 0) return
  const option = asked.explain === undefined ? '--only' : '--explain'
  const others = casesFor({ write: true, race: true, only }).length > 0
  throw new Mistake(
    others
      ? `All cases of ${option} ${only} write: add --write, or --race.`
      : `No case has ${JSON.stringify(only)} as its section or in its name: --json lists all.`,
  )
}

function exitCode(
  asked: Arguments,
  report: Report,
  before: ReturnType<typeof readBaseline> | null,
  error: (text: string) => void,
): number {
  const { results, left } = report
  if (left.length > 0) {
    error(`${left.join('\n')}.\n`)
    return 2
  }
  const failed = before
    ? worse(results, before)
    : results.filter(({ outcome, level }) => outcome === 'failed' && level === 'MUST')
  if (before && failed.length > 0) {
    error(
      `Worse than in ${asked.baseline}:\n${failed.map(({ name, because }) => `  ${name}\n    ${because}\n`).join('')}`,
    )
  }
  if (failed.length > 0) return 1
  for (const [kind, word] of [
    ['write', 'case that writes'],
    ['race', 'race'],
  ] as const) {
    const ran = count(results, { kind }) - count(results, { kind, outcome: 'not run' })
    if (count(results, { kind }) > 0 && ran === 0) {
      error(`No ${word} could be run: ${results.find((result) => result.kind === kind)?.because}.\n`)
      return 2
    }
  }
  return 0
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((reason: unknown) => {
    throw new Mistake(`${path} cannot be read: ${(reason as NodeJS.ErrnoException).code}.`)
  })
}

async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content).catch((reason: unknown) => {
    throw new Mistake(`${path} cannot be written: ${(reason as NodeJS.ErrnoException).code}.`)
  })
}
