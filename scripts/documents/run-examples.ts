// Runs the examples whose files are its arguments, one after the other, in whatever runtime it was started with.
import { pathToFileURL } from 'node:url'

let failed = 0
for (const file of process.argv.slice(2)) {
  try {
    await import(pathToFileURL(file).href)
  } catch (error) {
    failed += 1
    console.error(file, error)
  }
}
process.exit(failed === 0 ? 0 : 1)
