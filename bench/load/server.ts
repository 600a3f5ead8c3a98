import { services } from './contenders.ts'
import { serve } from './serve.ts'
import { dropDocuments } from './stores.ts'

// What `load.ts` starts, pinned to a core: every contender on a port of its own. It says which, and ends with its input.

const listening = []
for (const { name, size, handler } of await services()) listening.push({ name, size, port: await serve(handler) })
if (!('Bun' in globalThis) && !('Deno' in globalThis)) {
  const { services: ofFastify } = await import('./fastify.ts')
  for (const { name, size, listen } of await ofFastify()) listening.push({ name, size, port: await listen() })
}
// Its own id, since what starts a runtime may be a script that waits for it.
console.log(JSON.stringify({ pid: process.pid, listening }))
process.stdin.on('end', () => void dropDocuments().finally(() => process.exit())).resume()
