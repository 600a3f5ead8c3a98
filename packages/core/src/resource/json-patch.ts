import { jsonpatch, jsonpointer } from 'json-p3'
import { type Body, DEFAULT_LIMIT, UnreadableBody } from './body.ts'
import { buffering } from './buffering.ts'
import { patchDocument } from './documents.ts'
import type { Stored, Upload } from './methods.ts'
import { DEEPEST } from './merge-patch.ts'
import { isResponse, refuseBody } from './refusals.ts'
import { checkedSchema, conform, type Schema } from './schema.ts'

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
  const checked = checkedSchema(schema)
  return buffering(async (current: S, body: Body) => {
    const patched = await applyJsonPatch(target(current), body)
    return isResponse(patched) ? patched : conform(checked, patched)
  })
}

/** A `change` that applies a JSON Patch to a JSON document of bytes: for the `patch` of {@link documents}. */
export function jsonPatchDocument(): (current: Stored, body: Body) => Promise<Upload | Response> {
  return patchDocument(applyJsonPatch)
}

// Copies of copies double with each operation: a short patch could ask for more memory than there is.
const MOST_COPIED = 4 * DEFAULT_LIMIT

// What is put into an array, or taken out, moves all that stands behind it: a patch of 1 MiB could keep the machine busy for
// 20 seconds. So many members take a sixth of one.
const MOST_MOVED = 100_000_000

type Json = Parameters<jsonpatch.JSONPatch['apply']>[0]

async function applyJsonPatch(target: unknown, body: Body): Promise<unknown> {
  const operations = readPatch(await body.json())
  if (isTooDeep(target)) return refuseBody(409, 'What is here is nested too deep to be patched: replace it by PUT.')
  // The patch is applied in place: what was read must stay as it is.
  let value = clone(target) as Json
  let copied = 0
  let moved = 0
  for (const operation of operations) {
    try {
      const step = operation.op === 'copy' ? asAdd(operation, value) : operation
      if (step !== operation) copied += JSON.stringify(step).length
      if (copied > MOST_COPIED) return refuseBody(422, 'The patch copies too much, so nothing was changed.')
      moved += membersMovedBy(step, value)
      if (moved > MOST_MOVED) return refuseBody(422, 'The patch moves too much, so nothing was changed.')
      value = new jsonpatch.JSONPatch([step]).apply(value) as Json
    } catch (error) {
      const detail = `The patch does not fit the current state, so nothing was changed: ${(error as Error).message}.`
      return refuseBody(409, detail)
    }
  }
  return value
}

type Operation = { op: string; from: string; path: string }

// The library would put the same object into both places, and a later operation on one would change the other.
function asAdd({ from, path }: Operation, value: Json): Operation {
  const found: unknown = jsonpointer.resolve(from, value)
  if (typeof found === 'symbol') throw new Error(`nothing is at ${from}`)
  return { op: 'add', path, value: clone(found) } as unknown as Operation
}

function membersMovedBy({ op, from, path }: Operation, value: Json): number {
  if (op === 'test' || op === 'replace') return 0
  return membersBehind(path, value) + (op === 'move' ? membersBehind(from, value) : 0)
}

/** How many members of an array stand behind the one at `path`; none where that is no index. */
function membersBehind(path: string, value: Json): number {
  const slash = path.lastIndexOf('/')
  const index = Number(path.slice(slash + 1))
  if (slash < 0 || !(index >= 0)) return 0
  const parent: unknown = jsonpointer.resolve(path.slice(0, slash), value)
  return Array.isArray(parent) ? Math.max(parent.length - index, 0) : 0
}

function clone(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}

// Level by level: a stack has an end, and a PUT may have stored anything.
function isTooDeep(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((member) => (typeof member === 'object' && member !== null ? Object.values(member) : []))
    if (level.length === 0) return false
  }
  return true
}

function readPatch(operations: unknown): Operation[] {
  const isList =
    Array.isArray(operations) && operations.every((operation) => typeof operation === 'object' && operation !== null)
  if (!isList) throw new UnreadableBody('The content is no JSON Patch: it is a list of operations')
  if (isTooDeep(operations)) throw new UnreadableBody('The patch is nested too deep')
  try {
    // The library reads all of them, and says what is wrong with the first bad one.
    return new jsonpatch.JSONPatch(operations) && operations
  } catch (cause) {
    throw new UnreadableBody(`The content is no JSON Patch: ${(cause as Error).message}`, { cause })
  }
}
