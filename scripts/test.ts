import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { legs, type Leg } from './legs.ts'
import { runLeg, type Result } from './run-leg.ts'

// Half of what a leg does is waiting, so five keep two cores busy.
const atATime = 5

const names = process.argv.slice(2)
if (names.includes('--list')) {
  for (const leg of legs) console.log(`${leg.name.padEnd(18)}${leg.about}`)
  process.exit(0)
}

const unknown = names.filter((name) => !legs.some((leg) => leg.name === name))
if (unknown.length > 0) {
  console.error(`Cannot run ${unknown.join(', ')}: the legs are ${legs.map((leg) => leg.name).join(', ')}`)
  process.exit(1)
}

const folder = await mkdtemp(join(tmpdir(), 'ifmatch-test-'))
const waiting = legs.filter((leg) => names.length === 0 || names.includes(leg.name))
const results: Result[] = []

async function takeLegs(): Promise<void> {
  for (let leg = waiting.shift(); leg; leg = waiting.shift()) {
    const result = await runLeg(leg, folder)
    results.push(result)
    report(leg, result)
  }
}

function report(leg: Leg, { passed, failed, skipped, seconds, output, trouble }: Result): void {
  if (failed > 0) console.log(`\n${output.trimEnd()}\n`)
  const counts = `${String(passed).padStart(6)} passed ${failed} failed ${skipped} skipped`
  console.log(`${leg.name.padEnd(18)}${counts} ${seconds.toFixed(1)} s${trouble ? `: ${trouble}` : ''}`)
}

try {
  await Promise.all(Array.from({ length: atATime }, takeLegs))
} finally {
  await rm(folder, { recursive: true, force: true })
}

const sum = (count: (result: Result) => number): number => results.reduce((total, result) => total + count(result), 0)
const [passed, failed, skipped] = [sum((r) => r.passed), sum((r) => r.failed), sum((r) => r.skipped)]
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
