import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleResource, memoryResource } from '@ifmatch/core'
import { createServerAdapter } from '@whatwg-node/server'

/** A note over HTTP, what was asked of it, and what lets somebody else write in between. */
export interface NoteServer {
  readonly url: string
  readonly asked: { method: string; status: number; fields: Headers }[]
  write(note: unknown): Promise<void>
  end(): void
}

export async function serveNote(first: unknown): Promise<NoteServer> {
  const note = memoryResource(first)
  const asked: NoteServer['asked'] = []
  const serve = createServerAdapter(async (request: Request) => {
    const answer = await handleResource(request, note, {
      get: ({ version, value }) => ({
        version,
        type: 'application/json',
        body: () => JSON.stringify(value),
      }),
      put: { 'application/json': (_, body) => body.json() },
      storedAsSent: true,
    })
    asked.push({ method: request.method, status: answer.status, fields: new Headers([...request.headers]) })
    return answer
  })
  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notes/1`,
    asked,
    async write(next) {
      await note.swap(await note.read(), next)
    },
    end() {
      server.close()
      server.closeAllConnections()
    },
  }
}
