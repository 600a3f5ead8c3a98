import type { Resource, Stored, Upload } from '@ifmatch/core'
import { tellList } from './list.ts'

type Document = Required<Resource<Stored, Upload>>

// A write waits so long for the list, in milliseconds; then the list comes later.
const patience = 1000

// When the object looks whether the list has heard of it.
const later = 10_000

/**
 * Tells the list of a document's writes. The list may be late, and never makes a write fail: what it has heard is kept
 * beside the document, and it is told again by the alarm, which is set before a write, and when the object is started.
 */
export class Listing {
  readonly #storage: DurableObjectStorage
  readonly #db: D1Database
  readonly #document: Document

  constructor(storage: DurableObjectStorage, db: D1Database, document: Document) {
    this.#storage = storage
    this.#db = db
    this.#document = document
    storage.sql.exec(`CREATE TABLE IF NOT EXISTS editor_listing (
      id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT NOT NULL, turn INTEGER NOT NULL, heard INTEGER NOT NULL, version INTEGER)`)
  }

  /** The document, whose writes the list is told of. */
  listed(key: string): Document {
    const telling = async <T>(write: () => Promise<T>): Promise<T> => {
      await this.expect(key)
      const written = await write()
      if (written) await this.tell()
      return written
    }
    const document = this.#document
    return {
      read: () => document.read(),
      swap: (current, next, writeIds) => telling(() => document.swap(current, next, writeIds)),
      remove: (current) => telling(() => document.remove(current)),
    }
  }

  /** Whether the document was never written. */
  isNew(): boolean {
    return this.#row() === null
  }

  /** Before a write: should the object be killed behind it, the alarm tells the list. */
  async expect(key: string): Promise<void> {
    this.#storage.sql.exec('INSERT INTO editor_listing VALUES (1, ?, 0, 0, NULL) ON CONFLICT DO NOTHING', key)
    await this.#wake()
  }

  /** Tells the list if it has not heard of the document as it is now. */
  async tell(): Promise<void> {
    await Promise.race([this.#tell().catch(report), new Promise((resolve) => setTimeout(resolve, patience))])
  }

  /** The same, for the alarm: if it fails, it is tried again. */
  async tellAgain(): Promise<void> {
    try {
      await this.#tell()
    } catch (error) {
      report(error)
      await this.#wake()
    }
  }

  async #tell(): Promise<void> {
    const state = await this.#document.read()
    const row = this.#row()
    const version = state === null ? null : Number(state.version)
    if (row === null || row.version === version) return
    const turn = row.turn + 1
    this.#storage.sql.exec('UPDATE editor_listing SET turn = ?', turn)
    await tellList(this.#db, row.key, turn, state)
    this.#storage.sql.exec('UPDATE editor_listing SET heard = ?1, version = ?2 WHERE heard < ?1', turn, version)
  }

  async #wake(): Promise<void> {
    const [at, due] = [await this.#storage.getAlarm(), Date.now() + later]
    if (at === null || at > due) await this.#storage.setAlarm(due)
  }

  #row(): { key: string; turn: number; version: number | null } | null {
    const [row] = this.#storage.sql.exec('SELECT key, turn, version FROM editor_listing').toArray()
    return row ? { key: String(row.key), turn: Number(row.turn), version: row.version as number | null } : null
  }
}

function report(error: unknown): void {
  console.error(`The list cannot be told now: ${error instanceof Error ? error.message : String(error)}`)
}
