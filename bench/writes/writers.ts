import { update } from '@ifmatch/core'
import type { Counters } from './stores.ts'

/** One write of a counter over HTTP: a Request comes in, a Response goes out. */
export type Writer = (request: Request, key: string) => Promise<Response>

/** By `update`: the body says how much to add. */
export function writerOf(counters: Counters): Writer {
  return (request, key) =>
    update(
      request,
      counters.resource(key),
      async (current, body) => counters.valueOf(current) + Number(await body.text()),
      { storedAsSent: true },
    )
}

/** The same by hand: the tag is compared as text, and a swap that was lost is tried again, for as long as it takes. */
export function writerByHand(counters: Counters): Writer {
  return async (request, key) => {
    const match = request.headers.get('if-match')
    const added = Number(await request.text())
    for (;;) {
      const seen = await counters.read(key)
      if (match !== null && match !== `"${seen.version}"`) return new Response(null, { status: 412 })
      const version = await counters.swap(key, seen, seen.value + added)
      if (version !== null) return new Response(null, { status: 204, headers: { ETag: `"${version}"` } })
    }
  }
}

/** A request to add one, made from the state under a tag, or without a condition: with the fields that a client sends. */
export function addition(key: string, tag: string | null): Request {
  return new Request(`http://localhost/counters/${key}`, {
    method: tag === null ? 'PATCH' : 'PUT',
    headers: { 'Content-Type': 'text/plain', 'Content-Length': '1', ...(tag === null ? {} : { 'If-Match': tag }) },
    body: '1',
  })
}
