import { Database } from 'bun:sqlite'
import { createApp } from './app.ts'
import { bundledPage } from './bundle-page.ts'
import { servingLine } from './origin.ts'
import { readSettings } from './settings.ts'
import { openStore } from './store.ts'

try {
  const settings = readSettings(process.env)
  const store = await openStore(settings, (file) => new Database(file))
  const { fetch } = createApp(store.documents, settings, bundledPage())
  const server = Bun.serve({ port: settings.port, hostname: settings.host, fetch: (request) => fetch(request) })
  console.log(servingLine(settings.host, server.port ?? settings.port))

  const end = async (): Promise<void> => {
    await server.stop(true)
    await store.close()
    process.exit(0)
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
