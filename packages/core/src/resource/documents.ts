import { whole } from '../responses/content.ts'
import { Changed } from './attempts.ts'
import { type Body, DEFAULT_LIMIT, UnreadableBody } from './body.ts'
import { buffering } from './buffering.ts'
import { mediaTypeOf } from './media-type.ts'
import { applyMergePatch } from './merge-patch.ts'
import type { Methods, Stored, Upload } from './methods.ts'
import { isResponse, refuseBody } from './refusals.ts'
import type { WriteOptions } from './write-options.ts'

/**
 * The methods of a document of bytes of any media type: GET with ranges, PUT (which may create, unless `create` is false),
 * PATCH by JSON Merge Patch where the document is JSON, DELETE where the store can.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3 RFC 9110, Section 9.3}
 */
export function documents(options: WriteOptions<Stored> = {}): Methods<Stored, Upload> {
  const { create = true, storedAsSent = true, limit = DEFAULT_LIMIT } = options
  return {
    ...options,
    create,
    storedAsSent,
    limit,
    get: (state) => ({
      version: state.version,
      type: state.type ?? 'application/octet-stream',
      ...(state.lastModified && { lastModified: state.lastModified }),
      ...(state.size !== undefined && { size: state.size }),
      body: (range) => state.body(range),
    }),
    put: { '*/*': replace },
    patch: {
      'application/merge-patch+json': patchDocument(async (value, body) => applyMergePatch(value, await body.json())),
    },
    delete: true,
  }
}

const replace = buffering(async (_: Stored | null, body: Body): Promise<Upload> => {
  const bytes = (await body.bytes()) as Uint8Array<ArrayBuffer>
  return { type: body.type, size: bytes.byteLength, body: bytes }
})

/** A `change` of a JSON document by its value. What the patch's own fields say of the patch is not stored. */
export function patchDocument(
  apply: (value: unknown, body: Body) => Promise<unknown>,
): (current: Stored, body: Body) => Promise<Upload | Response> {
  return buffering(async (current: Stored, body: Body) => {
    const type = current.type ?? null
    if (!isJson(type)) return refuseBody(415, 'This document is no JSON, so it cannot be patched: replace it by PUT.')
    const content = await current.body()
    if (content === null) throw new Changed()
    const text = await new Response(whole(content)).text()
    const value = parse(text)
    if (value === undefined) return refuseBody(409, 'This document is called JSON, but is none: replace it by PUT.')
    const patched = await apply(value, body)
    if (isResponse(patched)) return patched
    const bytes = new TextEncoder().encode(format(patched))
    return { type, size: bytes.byteLength, body: bytes }
  })
}

function format(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    throw new UnreadableBody('The patched document is nested too deep', { cause })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isJson(type: string | null): boolean {
  const name = mediaTypeOf(type)
  return name === 'application/json' || name.endsWith('+json')
}
