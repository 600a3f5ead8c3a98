import { documents, handleResource } from '@ifmatch/core'
import type { Documents } from '@ifmatch/stores'

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const { port } = server
  server.stop(true)
  return port
}

/** How a read and a write are answered, and how many errors are reported, where the store's server is not there. */
export async function statusesOf(store: Documents): Promise<{ statuses: number[]; errors: number }> {
  let errors = 0
  const methods = documents({ onError: () => void errors++ })
  const ask = (init: RequestInit): Promise<Response> =>
    handleResource(new Request('http://localhost/a', init), store('a'), methods)
  const put = { method: 'PUT', body: 'first', headers: { 'If-None-Match': '*' } }
  const statuses = [(await ask({})).status, (await ask(put)).status]
  return { statuses, errors }
}
