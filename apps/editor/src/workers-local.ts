// Runs the Worker in workerd on this machine, with the bindings of wrangler.jsonc and everything in a folder. It is what
// `wrangler dev` runs, apart from what that puts in front of the Worker: docs/decisions/workers-local.md says why.
import { resolve } from 'node:path'
import { cannotListen, tryToListen } from './listening.ts'
import { makeFolder } from './make-folder.ts'
import { servingLine } from './origin.ts'
import { readSettings, type Settings } from './settings.ts'

async function start(): Promise<void> {
  const settings = readSettings(process.env, 'data/workers')
  if (settings.server) throw new Error('Cannot use a server from Workers: their documents are in Durable Objects')
  const folder = folderOf(settings)
  await tryToListen(settings)
  const { bundleWorker } = await import('./workers-bundle.ts')
  const { convertV4MiniflareOptions, Miniflare } = await import('miniflare')
  const { unstable_getMiniflareWorkerOptions: readBindings } = await import('wrangler')
  // How modules are found is for wrangler's own bundler.
  const { modulesRules: _, ...bound } = readBindings(resolve(import.meta.dirname, '../wrangler.jsonc')).workerOptions
  const options = convertV4MiniflareOptions({
    ...bound,
    modules: true,
    script: await bundleWorker(),
    bindings: { ...(bound.bindings as object), REQUIRE: settings.require ? 'on' : 'off' },
    unsafeDirectSockets: [{ host: settings.host, port: settings.port }],
    handleStructuredLogs: ({ message }) => console.error(message),
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
  await miniflare.ready.catch((error: Error) => Promise.reject(inOurWords(error, settings)))
  console.log(servingLine(settings.host, Number((await miniflare.unsafeGetDirectURL()).port)))
}

// Somebody else took the port while the Worker was bundled.
function inOurWords(error: Error, settings: Settings): Error {
  const isInUse = error.message.startsWith('Address already in use')
  return isInUse ? cannotListen(settings, Object.assign(error, { code: 'EADDRINUSE' })) : error
}

function folderOf({ data }: Settings): string {
  try {
    makeFolder(resolve(data))
    return resolve(data)
  } catch (error) {
    throw new Error(`Cannot keep documents in ${data}: its folder cannot be made`, { cause: error })
  }
}

try {
  await start()
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
