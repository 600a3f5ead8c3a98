import { type Body, UnreadableBody } from './body.ts'
import { buffering } from './buffering.ts'
import { checkedSchema, conform, type Schema } from './schema.ts'

// Deeper than any document that people edit; a stack has an end.
export const DEEPEST = 1000

/**
 * A `change` that merges a JSON Merge Patch into what is stored, if the schema takes the result: else 400 where the patch is
 * no JSON, and 422 with the schema's issues.
 *
 * @param target what GET shows, as a value: `(note) => note.value`. Left out, the state itself.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7396.html#section-2 RFC 7396, Section 2}
 */
export function mergePatch<T, S = object>(
  schema: Schema<T>,
  target: (current: S) => unknown = (current) => current,
): (current: S, body: Body) => Promise<T | Response> {
  const checked = checkedSchema(schema)
  return buffering(async (current: S, body: Body) =>
    conform(checked, applyMergePatch(target(current), await body.json())),
  )
}

/**
 * The result of a merge patch: members of objects are merged, `null` removes one, anything else replaces.
 *
 * @throws UnreadableBody for a patch that is nested too deep
 */
export function applyMergePatch(target: unknown, patch: unknown, depth = 0): unknown {
  if (depth > DEEPEST) throw new UnreadableBody('The patch is nested too deep')
  if (!isObject(patch)) return patch
  // Entries, since a member may be called __proto__.
  const merged = new Map<string, unknown>(isObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, applyMergePatch(merged.get(name), value, depth + 1))
  }
  return Object.fromEntries(merged)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
