import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.ts'
import { refuseUnreadableRequests } from './node-parser.ts'
import { seeds } from './seeds.ts'
import { readSettings, type Settings } from './settings.ts'
import { openDatabase } from './sqlite-database.ts'
import { sqliteDocuments } from './sqlite-documents.ts'

// How long a request in flight has, in milliseconds, once the service is told to end.
const grace = 300

function start(): void {
  const settings = readSettings(process.env)
  const database = openDatabase(settings.data, seeds)
  const server = createAdaptorServer({ fetch: createApp(sqliteDocuments(database), settings).fetch })
  refuseUnreadableRequests(server)

  server.on('error', (error) => {
    database.close()
    fail(cannotListen(settings, error))
  })
  // Once: a second close() while the first is under way makes the server say it twice.
  server.once('close', () => database.close())
  server.listen(settings.port, settings.host, () => {
    const address = server.address()
    const origin = originOf(settings.host, typeof address === 'object' && address ? address.port : settings.port)
    console.log(`Serving documents at ${origin}: open it in a browser, or try curl -i ${origin}/documents/welcome`)
  })

  // More than once, too: npm passes on a Ctrl-C that the terminal has sent to this process already.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.close()
      if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), grace).unref()
    })
  }
}

function originOf(host: string, port: number): string {
  const isLoopback = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)
  return `http://${isLoopback ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; set PORT to another one',
  EACCES: 'the port may not be used; set PORT to one above 1023',
  EADDRNOTAVAIL: 'the address is not one of this machine; set HOST to one that is',
  ENOTFOUND: 'the name is not known; set HOST to an address of this machine',
}

function cannotListen({ host, port }: Settings, error: NodeJS.ErrnoException): Error {
  return new Error(`Cannot listen on ${host}, port ${port}: ${reasons[error.code ?? ''] ?? error.message}`)
}

function fail(error: unknown): void {
  console.error((error as Error).message)
  process.exitCode = 1
}

try {
  start()
} catch (error) {
  fail(error)
}
