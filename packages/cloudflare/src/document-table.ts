import { type ByteRange, nextLastModified, type Snapshot } from '@ifmatch/core'
import type { SqlStorageLike } from './durable-table.ts'

const DOCUMENT = 'ifmatch_document'
const VERSIONS = 'ifmatch_document_versions'
const OBJECTS = 'ifmatch_document_objects'

// An object whose time is this is being deleted, and can be taken by nobody any more.
const CONDEMNED = 0

/** A state, apart from its bytes. `object` is the key that they have in the bucket; `null`: they are in the row. */
export interface Head {
  readonly version: number
  readonly type: string | null
  readonly size: number
  readonly lastModified: Date
  readonly writeIds: readonly string[]
  readonly object: string | null
}

/** What a write puts in the place of a state. */
export interface NextHead {
  readonly type: string | null
  readonly size: number
  readonly bytes: Uint8Array | null
  readonly object: string | null
  readonly writeIds: readonly string[] | undefined
}

/**
 * One document in a Durable Object's SQLite, and the keys of all objects in a bucket that are not its body now: those on
 * their way, and those that were replaced. Nothing here waits, so that a comparison and the write behind it are one step.
 */
export class DocumentTable {
  readonly #storage: SqlStorageLike

  constructor(storage: SqlStorageLike) {
    this.#storage = storage
  }

  /** The state, or `null`. A document that is only read stores nothing. */
  read(): Head | null {
    if (!this.#isThere()) return null
    const [row] = this.#run(`SELECT version, type, size, last_modified, write_ids, object FROM ${DOCUMENT}`)
    return row ? headOf(row) : null
  }

  /** The bytes in the row, or `null` where another version is there. */
  bytes(version: number, range?: ByteRange): Uint8Array | null {
    const [part, values] = range ? ['substr(body, ?, ?)', [range.offset + 1, range.length]] : ['body', []]
    const [row] = this.#run(`SELECT ${part} AS bytes FROM ${DOCUMENT} WHERE version = ?`, ...values, version)
    return row ? new Uint8Array(row.bytes as ArrayBuffer) : null
  }

  /** Puts `next` in the place of `current`, if that is still there: the new state, or `null`. */
  swap(current: Snapshot | null, next: NextHead, grace: number): Head | null {
    return this.#storage.transactionSync(() => {
      this.#make()
      const before = this.read()
      const isLost = !isSame(before, current) || (next.object !== null && !this.#take(next.object))
      if (isLost) {
        if (next.object !== null) this.discard(next.object, Date.now())
        return null
      }
      if (before?.object) this.discard(before.object, grace)
      const [version, lastModified] = this.#next()
      const writeIds = JSON.stringify(next.writeIds ?? before?.writeIds ?? [])
      this.#run(
        `INSERT OR REPLACE INTO ${DOCUMENT} VALUES (1, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        version,
        next.type,
        next.size,
        lastModified.getTime(),
        writeIds,
        next.bytes,
        next.object,
      )
      return this.read()
    })
  }

  /** Removes the state if it is still that of `current`. */
  remove(current: Snapshot, grace: number): boolean {
    return this.#storage.transactionSync(() => {
      const before = this.read()
      if (before === null || !isSame(before, current)) return false
      if (before.object) this.discard(before.object, grace)
      this.#run(`DELETE FROM ${DOCUMENT}`)
      return true
    })
  }

  /** Notes the key of an object that is about to be stored, and from when on it is given up. */
  reserve(object: string, due: number): void {
    this.#storage.transactionSync(() => {
      this.#make()
      this.discard(object, due)
    })
  }

  /** Notes that an object is not needed, and from when on it is deleted. */
  discard(object: string, due: number): void {
    this.#run(`INSERT OR REPLACE INTO ${OBJECTS} VALUES (?, ?)`, object, due)
  }

  /** The objects whose time has come: nobody can take them any more. At most 1,000, as many as R2 deletes at once. */
  condemn(now: number): readonly string[] {
    if (!this.#isThere()) return []
    this.#run(`UPDATE ${OBJECTS} SET due = ${CONDEMNED} WHERE due <= ?`, now)
    return this.#run(`SELECT object FROM ${OBJECTS} WHERE due = ${CONDEMNED} LIMIT 1000`).map((row) =>
      String(row.object),
    )
  }

  /** Forgets objects that are gone. */
  forget(objects: readonly string[]): void {
    for (const object of objects) this.#run(`DELETE FROM ${OBJECTS} WHERE object = ? AND due = ${CONDEMNED}`, object)
  }

  /** When there is something to delete again, or `null`. */
  nextDue(): number | null {
    if (!this.#isThere()) return null
    const [row] = this.#run(`SELECT min(due) AS due FROM ${OBJECTS}`)
    return row?.due === null || row?.due === undefined ? null : Number(row.due)
  }

  #take(object: string): boolean {
    const sql = `DELETE FROM ${OBJECTS} WHERE object = ? AND due <> ${CONDEMNED} RETURNING object`
    return this.#run(sql, object).length > 0
  }

  // Also after a delete the date does not go back.
  #next(): [version: number, lastModified: Date] {
    const [before] = this.#run(`SELECT last_modified FROM ${VERSIONS}`)
    const lastModified = nextLastModified(before?.last_modified ? new Date(Number(before.last_modified)) : undefined)
    const sql = `UPDATE ${VERSIONS} SET value = value + 1, last_modified = ? RETURNING value`
    const [row] = this.#run(sql, lastModified.getTime())
    return [Number(row!.value), lastModified]
  }

  // Asked each time, since the application may have called deleteAll().
  #isThere(): boolean {
    return this.#run(`SELECT 1 FROM sqlite_master WHERE name = '${OBJECTS}'`).length > 0
  }

  // The first version is a time, so that none is repeated where everything was deleted, the counter too.
  #make(): void {
    if (this.#isThere()) return
    this.#run(`CREATE TABLE ${DOCUMENT} (
      id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, type TEXT, size INTEGER NOT NULL,
      last_modified INTEGER NOT NULL, write_ids TEXT NOT NULL, body BLOB, object TEXT)`)
    this.#run(`CREATE TABLE ${VERSIONS} (value INTEGER NOT NULL, last_modified INTEGER)`)
    this.#run(`INSERT INTO ${VERSIONS} VALUES (?, NULL)`, Date.now())
    this.#run(`CREATE TABLE ${OBJECTS} (object TEXT PRIMARY KEY, due INTEGER NOT NULL)`)
  }

  #run(sql: string, ...values: (string | number | Uint8Array | null)[]): Record<string, SqlStorageValue>[] {
    return this.#storage.sql.exec(sql, ...values).toArray()
  }
}

function isSame(before: Head | null, current: Snapshot | null): boolean {
  return before === null || current === null ? before === current : String(before.version) === String(current.version)
}

function headOf(row: Record<string, SqlStorageValue>): Head {
  return {
    version: Number(row.version),
    type: row.type as string | null,
    size: Number(row.size),
    lastModified: new Date(Number(row.last_modified)),
    writeIds: JSON.parse(String(row.write_ids)) as readonly string[],
    object: row.object as string | null,
  }
}
