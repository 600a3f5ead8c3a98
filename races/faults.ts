// npm run faults: what goes wrong around a store, and what must not follow from it. Words after it choose faults:
// npm run faults -- killed redis
import { faults, whole } from './faults/faults.ts'
import { openServices } from './services.ts'
import { tableOf } from './table.ts'

const words = process.argv.slice(2).map((word) => word.toLowerCase())
const wanted = faults.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
if (wanted.length === 0) throw new Error(`Cannot run ${words.join(' ')}: no fault has all of these words`)

const services = await openServices()
const urlOf = (name: 'postgres' | 'redis'): string => {
  const service = services.found[name]
  return 'url' in service ? (process.env[`IFMATCH_${name.toUpperCase()}`] = service.url) : ''
}
const where = { postgres: urlOf('postgres'), redis: urlOf('redis') }

const body: string[][] = []
const failures: string[] = []
try {
  for (const { name, server, run } of wanted) {
    const service = server && services.found[server]
    if (service && 'missing' in service) {
      body.push([name, `not run. ${service.missing}`])
      if (process.env.IFMATCH_ALL) failures.push(`${name}: not run`)
      continue
    }
    const begun = performance.now()
    const { seen, wrongs } = await run(whole, where).catch((error: Error) => ({ seen: '', wrongs: [error.message] }))
    console.error(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`)
    body.push([name, wrongs.length === 0 ? seen : `WRONG: ${wrongs.length}`])
    failures.push(...wrongs.map((wrong) => `${name}: ${wrong}`))
  }
} finally {
  await services.stop()
}
console.log(tableOf(['fault', 'seen'], body))
for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0
