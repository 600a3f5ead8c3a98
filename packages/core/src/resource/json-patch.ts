import { jsonpatch } from 'json-p3'
import { type Body, UnreadableBody } from './body.ts'
import { buffering } from './buffering.ts'
import { patchDocument } from './documents.ts'
import type { Stored, Upload } from './methods.ts'
import { isResponse, refuseBody } from './refusals.ts'
import { conform, type Schema } from './schema.ts'

/**
 * A `change` that applies a JSON Patch to what is stored, whole or not at all, if the schema takes the result: else 400
 * where it is no JSON Patch, 409 where an operation or a test does not fit the current state, and 422 with the schema's
 * issues.
 *
 * @param target what GET shows, as a value: `(note) => note.value`. Left out, the state itself.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6902.html#section-5 RFC 6902, Section 5}
 */
export function jsonPatch<T, S = object>(
  schema: Schema<T>,
  target: (current: S) => unknown = (current) => current,
): (current: S, body: Body) => Promise<T | Response> {
  return buffering(async (current: S, body: Body) => {
    const patched = await applyJsonPatch(target(current), body)
    return isResponse(patched) ? patched : conform(schema, patched)
  })
}

/** A `change` that applies a JSON Patch to a JSON document of bytes: for the `patch` of {@link documents}. */
export function jsonPatchDocument(): (current: Stored, body: Body) => Promise<Upload | Response> {
  return patchDocument(applyJsonPatch)
}

async function applyJsonPatch(target: unknown, body: Body): Promise<unknown> {
  const patch = readPatch(await body.json())
  try {
    // The patch is applied in place: what was read must stay as it is.
    return patch.apply(structuredClone(target) as Parameters<typeof patch.apply>[0])
  } catch (error) {
    return refuseBody(
      409,
      `The patch does not fit the current state, so nothing was changed: ${(error as Error).message}.`,
    )
  }
}

function readPatch(operations: unknown): jsonpatch.JSONPatch {
  const isList =
    Array.isArray(operations) && operations.every((operation) => typeof operation === 'object' && operation !== null)
  if (!isList) throw new UnreadableBody('The content is no JSON Patch: it is a list of operations')
  try {
    return new jsonpatch.JSONPatch(operations)
  } catch (cause) {
    throw new UnreadableBody(`The content is no JSON Patch: ${(cause as Error).message}`, { cause })
  }
}
