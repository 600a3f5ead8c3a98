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

/** Begins with the fields that were given, less those that are dropped: in a record, where it can say all that is to come. */
export function gather(given: Fields, dropped: readonly string[], options: Options): Gathered {
  const record = options.always === undefined && isRecord(given) ? recordOf(given, dropped) : null
  if (record !== null) return record
  const headers = copyFields(given)
  for (const name of dropped) headers.delete(name)
  return headers
}

function recordOf(given: Record<string, string> | undefined, dropped: readonly string[]): FieldRecord | null {
  const fields = new FieldRecord()
  for (const name in given) {
    const [lower, value] = [name.toLowerCase(), given[name]]
    // Headers would make a text of the one, and join the other.
    if (typeof value !== 'string' || fields.has(lower)) return null
    if (!dropped.includes(lower)) fields.set(lower, value)
  }
  return fields
}

/** Whether fields were given as a record, or not at all. */
export function isRecord(given: Fields): given is Record<string, string> | undefined {
  return given === undefined || !(Symbol.iterator in given)
}
