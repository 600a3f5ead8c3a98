import { createAdaptorServer } from '@hono/node-server'
import { DatabaseSync } from 'node:sqlite'
import { createApp } from './app.ts'
import { bundledPage } from './bundle-page.ts'
import { cannotListen } from './listening.ts'
import { continueWhenRead } from './node-expect.ts'
import { refuseUnreadableRequests } from './node-parser.ts'
import { servingLine } from './origin.ts'
import { readSettings } from './settings.ts'
import { openStore } from './store.ts'

// How long a request in flight has, in milliseconds, once the service is told to end.
const grace = 300

async function start(): Promise<void> {
  const settings = readSettings(process.env)
  const store = await openStore(settings, (file) => new DatabaseSync(file))
  const server = createAdaptorServer({ fetch: createApp(store.documents, settings, bundledPage()).fetch })
  refuseUnreadableRequests(server)
  continueWhenRead(server)

  server.on('error', (error) => {
    void store.close()
    fail(cannotListen(settings, error))
  })
  server.once('close', () => void store.close())
  server.listen(settings.port, settings.host, () => {
    const address = server.address()
    console.log(servingLine(settings.host, typeof address === 'object' && address ? address.port : settings.port))
  })

  // More than once, too: npm passes on a Ctrl-C that the terminal has sent to this process already.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.close()
      if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), grace).unref()
    })
  }
}

function fail(error: unknown): void {
  console.error((error as Error).message)
  process.exitCode = 1
}

try {
  await start()
} catch (error) {
  fail(error)
}
