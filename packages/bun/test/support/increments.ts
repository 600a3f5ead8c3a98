import { type Documents } from '@ifmatch/stores'
import { documents, handleResource } from '@ifmatch/core'

const CLIENTS = 16
const INCREMENTS = 25

/** What sixteen clients were told, and what is there in the end. */
export interface Counted {
  accepted: number
  refused: number
  final: number
}

/**
 * Serves documents by Bun.serve, and lets sixteen clients add one, 25 times each: GET, PUT with If-Match, again on 412.
 */
export async function incrementsOverHttp(store: Documents): Promise<Counted> {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => handleResource(request, store(new URL(request.url).pathname), documents()),
  })
  const url = `${server.url.href}race-${crypto.randomUUID()}`
  const put = (condition: Record<string, string>, n: number): Promise<Response> =>
    fetch(url, { method: 'PUT', headers: { 'Content-Type': 'text/plain', ...condition }, body: String(n) })
  const counted: Counted = { accepted: 0, refused: 0, final: 0 }

  async function increment(): Promise<void> {
    for (let n = 0; n < INCREMENTS;) {
      const read = await fetch(url)
      const { status } = await put({ 'If-Match': read.headers.get('etag')! }, Number(await read.text()) + 1)
      if (status === 204) {
        n++
        counted.accepted++
      } else if (status === 412) {
        counted.refused++
        await Bun.sleep(Math.random() * 10)
      } else {
        throw new Error(`A PUT was answered ${status}`)
      }
    }
  }

  try {
    await put({ 'If-None-Match': '*' }, 0)
    await Promise.all(Array.from({ length: CLIENTS }, increment))
    counted.final = Number(await (await fetch(url)).text())
    return counted
  } finally {
    await server.stop(true)
  }
}
