import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Leg } from './legs.ts'
import { environment, programs, top } from './programs.ts'

/** What one leg came to. `output` is all that it printed; `trouble` says what failed beside its tests. */
export interface Result {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly seconds: number
  readonly output: string
  readonly trouble: string | null
}

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** How long a leg may take, in milliseconds. */
const patience = 900_000

/** Runs one leg, with its report in `folder`. Never rejects: a crash is a failure of its own. */
export async function runLeg(leg: Leg, folder: string): Promise<Result> {
  const reportFile = join(folder, `${leg.name}.json`)
  const begun = performance.now()
  const { output, ended } = await runVitest(leg, reportFile)
  const seconds = (performance.now() - begun) / 1000
  const report = await readFile(reportFile, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => null,
  )
  if (report === null) {
    return { passed: 0, failed: 1, skipped: 0, seconds, output, trouble: `wrote no report (${ended})` }
  }
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const skipped = report.numPendingTests + report.numTodoTests
  const counted = { passed: report.numPassedTests, skipped, seconds, output }
  const failed = report.numFailedTests + unloaded.length
  if (failed > 0) return { ...counted, failed, trouble: null }
  if (counted.passed + skipped === 0) return { ...counted, failed: 1, trouble: 'ran no test' }
  if (ended !== 'exit code 0') return { ...counted, failed: 1, trouble: ended }
  // Where everything is said to be there, what a test needs and does not find is a failure.
  if (skipped > 0 && process.env.IFMATCH_ALL) {
    return { ...counted, failed: skipped, skipped: 0, trouble: 'skipped tests, which IFMATCH_ALL forbids' }
  }
  return { ...counted, failed: 0, trouble: null }
}

function runVitest(leg: Leg, reportFile: string): Promise<{ output: string; ended: string }> {
  const [runtime, ...flags] = leg.runtime
  const vitest = [
    programs.vitest,
    'run',
    '--config',
    'vitest.workspace.ts',
    ...leg.projects.flatMap((name) => ['--project', name]),
  ]
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${reportFile}`]
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(runtime!, [...flags, ...vitest, ...reporters], {
      cwd: top,
      env: { ...environment, ...leg.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', (error) => resolve({ output, ended: error.message }))
    child.on('close', (code, signal) => resolve({ output, ended: signal ? `ended by ${signal}` : `exit code ${code}` }))
  })
}
