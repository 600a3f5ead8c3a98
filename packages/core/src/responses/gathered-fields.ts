import { copyFields } from '../fields/copy-fields.ts'
import type { Fields } from '../fields/validators.ts'
import type { Options } from './options.ts'

// Headers that are filled one by one, and then read or copied, cost more than all the rest of an answer of 1 KB. A record goes
// straight into the Response: on Node, where @hono/node-server sends it as it is, answering a first visit
// by `respond` took 5 to 20 % less processor time so (`BENCH_ROWS='first visit' npm run bench -- load`).

/** Fields of an answer of ours while they are gathered, by their names in lower case. */
export type Gathered = Headers | FieldRecord

/** Fields in a record, of which none is ever taken out again. */
export class FieldRecord {
  readonly all: Record<string, string> = {}

  get(name: string): string | null {
    return this.all[name] ?? null
  }

  has(name: string): boolean {
    return this.all[name] !== undefined
  }

  set(name: string, value: string): void {
    this.all[name] = value
  }
}

/** Our own fields of an answer; those without a value are left out. */
type Own = readonly (readonly [name: string, value: string | null | undefined])[]

/**
 * Begins with the fields that were given, less those that are dropped, and our own in the place of theirs: in a record, where
 * it can say all that is to come.
 */
export function gather(given: Fields, dropped: readonly string[], own: Own, options: Options): Gathered {
  const fields = (options.always === undefined && recordOf(given, dropped, own)) || headersOf(given, dropped)
  for (const [name, value] of own) if (value !== null && value !== undefined) fields.set(name, value)
  return fields
}

/** What a Response can be made of. */
export function initOf(fields: Gathered): Headers | Record<string, string> {
  return fields instanceof FieldRecord ? fields.all : fields
}

function headersOf(given: Fields, dropped: readonly string[]): Headers {
  const headers = copyFields(given)
  for (const name of dropped) headers.delete(name)
  return headers
}

function recordOf(given: Fields, dropped: readonly string[], own: Own): FieldRecord | null {
  if (!isRecord(given) || !own.every(([name, value]) => isSendable(name, value ?? ''))) return null
  const fields = new FieldRecord()
  for (const [name, value] of Object.entries(given ?? {})) {
    const lower = name.toLowerCase()
    // Headers would refuse or trim a value, or make a text of it, and join two of one name.
    if (!isSendable(lower, value) || fields.has(lower)) return null
    if (!dropped.includes(lower)) fields.set(lower, value)
  }
  return fields
}

/**
 * Whether a field can go out as it stands. The light Response of @hono/node-server does not look at a record, and Node would
 * break the connection off.
 */
function isSendable(name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^(?![\t ])[\t -~\x80-\xff]*$/.test(value) && !/[\t ]$/.test(value)
}

/** Whether fields were given as a record, or not at all. */
function isRecord(given: Fields): given is Record<string, string> | undefined {
  return given === undefined || !(Symbol.iterator in given)
}
