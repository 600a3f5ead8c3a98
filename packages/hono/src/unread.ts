import { markEvaluated, type WriteRequest } from '@ifmatch/core'
import type { Context } from 'hono'

/**
 * The request of a context with its content still to be read: itself, or, where a validator has read it through `c.req`, one
 * that has the content from there.
 */
export async function unread(c: Context): Promise<WriteRequest> {
  const { raw, bodyCache } = c.req
  if (!raw.bodyUsed || Object.keys(bodyCache).length === 0) return raw
  // The kernel evaluates its conditions, but on another object.
  markEvaluated(raw)
  const { method, headers, signal } = raw
  const again = { method, headers, signal, body: null, bodyUsed: false, arrayBuffer: () => c.req.arrayBuffer() }
  if (bodyCache.formData === undefined) return again
  // A form is written anew, with a boundary of its own, which its media type names.
  const form = new Response(await c.req.formData())
  const get = (name: string): string | null =>
    (name.toLowerCase() === 'content-type' ? form.headers : headers).get(name)
  return { ...again, headers: { get }, arrayBuffer: () => form.arrayBuffer() }
}
