import { createApp } from './app.ts'
import { bundledPage } from './bundle-page.ts'
import { openKv } from './kv-store.ts'
import { servingLine } from './origin.ts'
import { readSettings } from './settings.ts'

try {
  const settings = readSettings(Deno.env.toObject(), 'data/documents.kv')
  if (settings.server)
    throw new Error('Cannot use a server from Deno: its documents are in Deno KV, and DATA names the file')
  const store = await openKv(settings.data)
  const { fetch } = createApp(store.documents, settings, bundledPage())
  const onListen = ({ port }: Deno.NetAddr): void => console.log(servingLine(settings.host, port))
  const server = Deno.serve({ port: settings.port, hostname: settings.host, onListen }, (request) => fetch(request))

  const end = (): void => {
    store.close()
    Deno.exit(0)
  }
  Deno.addSignalListener('SIGINT', end)
  Deno.addSignalListener('SIGTERM', end)
  await server.finished
} catch (error) {
  console.error((error as Error).message)
  Deno.exit(1)
}
