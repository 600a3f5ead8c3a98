import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { programs } from '../scripts/programs.ts'
import { runLeg } from '../scripts/run-leg.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ifmatch-leg-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

/** Runs a program of a few lines in the place of vitest. */
function run(program: string) {
  const file = join(folder, 'instead.mjs')
  writeFileSync(file, program)
  return runLeg({ name: 'instead', about: '', runtime: [programs.node, file], projects: [] }, folder)
}

/** A program that leaves this report, as vitest does, and ends with a code. */
function reporting(counts: object, code = 0, testResults: object[] = []): string {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
  const report = JSON.stringify({ ...none, ...counts, testResults })
  return `import { writeFileSync } from 'node:fs'
    const file = process.argv.find((argument) => argument.startsWith('--outputFile.json=')).split('=')[1]
    writeFileSync(file, ${JSON.stringify(report)})
    process.exit(${code})`
}

describe('a leg', () => {
  test('passes where tests passed and nothing else happened', async () => {
    vi.stubEnv('IFMATCH_ALL', '')
    const result = await run(reporting({ numPassedTests: 7, numPendingTests: 2 }))
    expect(result).toMatchObject({ passed: 7, failed: 0, skipped: 2, trouble: null })
  })

  test.each([
    ['of tests that failed', reporting({ numPassedTests: 7, numFailedTests: 2 }, 1), 2, null],
    ['of a file that did not load', reporting({}, 1, [{ status: 'failed', assertionResults: [] }]), 1, null],
    ['of an error outside of tests', reporting({ numPassedTests: 7 }, 1), 1, 'exit code 1'],
    ['that ran no test', reporting({}), 1, 'ran no test'],
    ['that crashed', 'process.exit(3)', 1, 'wrote no report (exit code 3)'],
    ['that was ended', "process.kill(process.pid, 'SIGKILL')", 1, 'wrote no report (ended by SIGKILL)'],
  ])('fails: one %s', async (_, program, failed, trouble) => {
    rmSync(join(folder, 'instead.json'), { force: true })
    expect(await run(program)).toMatchObject({ failed, trouble })
  })

  test('fails where its runtime is missing', async () => {
    const leg = { name: 'missing', about: '', runtime: [join(folder, 'missing')], projects: [] }
    expect(await runLeg(leg, folder)).toMatchObject({ failed: 1, trouble: expect.stringContaining('ENOENT') })
  })

  test('fails of what it skipped where IFMATCH_ALL says that everything is there', async () => {
    vi.stubEnv('IFMATCH_ALL', '1')
    const result = await run(reporting({ numPassedTests: 7, numPendingTests: 2 }))
    expect(result).toMatchObject({ passed: 7, failed: 2, skipped: 0 })
  })
})
