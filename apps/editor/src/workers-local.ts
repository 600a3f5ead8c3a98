// Runs the Worker in workerd on this machine, with the bindings of wrangler.jsonc and everything in a folder. It is what
// `wrangler dev` runs, apart from what that puts in front of the Worker: docs/decisions/workers-local.md says why.
import { resolve } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readBindings } from 'wrangler'
import { makeFolder } from './make-folder.ts'
import { servingLine } from './origin.ts'
import { readSettings, type Settings } from './settings.ts'
import { bundleWorker } from './workers-bundle.ts'

async function start(): Promise<void> {
  const settings = readSettings(process.env, 'data/workers')
  if (settings.server) throw new Error('Cannot use a server from Workers: their documents are in Durable Objects')
  const folder = folderOf(settings)
  // How modules are found is for wrangler's own bundler.
  const { modulesRules: _, ...bound } = readBindings(resolve(import.meta.dirname, '../wrangler.jsonc')).workerOptions
  let [isServing, said] = [false, '']
  const options = convertV4MiniflareOptions({
    ...bound,
    modules: true,
    script: await bundleWorker(),
    bindings: { ...(bound.bindings as object), REQUIRE: settings.require ? 'on' : 'off' },
    unsafeDirectSockets: [{ host: settings.host, port: settings.port }],
    handleStructuredLogs({ message }) {
      if (isServing) console.error(message)
      else said = message
    },
  })
  const miniflare = new Miniflare({ ...options, resourcePersistencePath: folder })
  const end = async (): Promise<void> => {
    await miniflare.dispose()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // Those of miniflare end the process as if it had failed.
    process.removeAllListeners(signal)
    process.once(signal, end)
  }
  await miniflare.ready.catch((error: Error) => Promise.reject(cannotListen(settings, said || error.message)))
  isServing = true
  console.log(servingLine(settings.host, Number((await miniflare.unsafeGetDirectURL()).port)))
}

function folderOf({ data }: Settings): string {
  try {
    makeFolder(resolve(data))
    return resolve(data)
  } catch (error) {
    throw new Error(`Cannot keep documents in ${data}: its folder cannot be made`, { cause: error })
  }
}

const reasons = [
  ['Address already in use', 'the port is in use; set PORT to another one'],
  ['Permission denied', 'the port may not be used; set PORT to one above 1023'],
  ['Cannot assign requested address', 'the address is not one of this machine; set HOST to one that is'],
  ['DNS lookup failed', 'the name is not known; set HOST to an address of this machine'],
] as const

function cannotListen({ host, port }: Settings, said: string): Error {
  const [, because] = reasons.find(([words]) => said.includes(words)) ?? [null, said.split('\n')[0]]
  return new Error(`Cannot listen on ${host}, port ${port}: ${because}`)
}

try {
  await start()
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
