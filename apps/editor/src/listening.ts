import { createServer } from 'node:net'
import type { Settings } from './settings.ts'

type Address = Pick<Settings, 'host' | 'port'>

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; set PORT to another one',
  EACCES: 'the port may not be used; set PORT to one above 1023',
  EADDRNOTAVAIL: 'the address is not one of this machine; set HOST to one that is',
  ENOTFOUND: 'the name is not known; set HOST to an address of this machine',
}

/** Says in one sentence why nobody can be served at an address, and what to set. */
export function cannotListen({ host, port }: Address, error: NodeJS.ErrnoException): Error {
  return new Error(`Cannot listen on ${host}, port ${port}: ${reasons[error.code ?? ''] ?? error.message}`)
}

/**
 * Listens for a moment, so that what stands against it is told at once.
 *
 * @throws Error in one sentence
 */
export function tryToListen({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', (error) => reject(cannotListen({ host, port }, error)))
    server.listen(port, host, () => server.close(() => resolve()))
  })
}
