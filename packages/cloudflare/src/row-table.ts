import type { SqlStorageLike } from './durable-table.ts'

const KEPT = ['version', 'lastModified', 'writeIds']

// The row is found by this name, which a column would hide.
const ROWID = 'rowid'

/** The table of one row, made when it is needed: a Durable Object that is only read stores nothing. */
export class RowTable {
  /** The table that versions come from. */
  readonly sequence: string
  /** The table of the date that the row had when it was removed. */
  readonly removed: string
  readonly #storage: SqlStorageLike
  readonly #table: string

  constructor(storage: SqlStorageLike, table: string) {
    if (!/^[a-z_]\w*$/i.test(table)) throw new TypeError(`Cannot name a table: ${JSON.stringify(table)} is no name`)
    this.#storage = storage
    this.#table = table
    this.sequence = `${table}_versions`
    this.removed = `${table}_removed`
  }

  /** Asked each time, since the application may have called `deleteAll()`. */
  isThere(): boolean {
    return this.#columns().length > 0
  }

  /** Makes what is missing: the table, those of versions and of the date of what was removed, and these columns. */
  make(names: readonly string[]): void {
    const wanted = names.filter((name) => !KEPT.includes(name))
    if (wanted.some((name) => name.toLowerCase() === ROWID))
      throw new TypeError(`Cannot write ${this.#table}: SQLite has ${ROWID} already`)
    this.#storage.transactionSync(() => {
      if (!this.isThere()) this.#create()
      const there = this.#columns()
      const missing = KEPT.find((name) => !there.includes(name))
      if (missing)
        throw new TypeError(`Cannot use ${this.#table}: it has no column ${missing}; durableTable takes any table`)
      // The first version is a time, so that none is repeated where everything was deleted, these versions too.
      this.#createNumber(this.sequence, Date.now())
      this.#createNumber(this.removed, 0)
      for (const name of wanted)
        if (!there.includes(name)) this.#run(`ALTER TABLE ${quoted(this.#table)} ADD COLUMN ${quoted(name)}`)
    })
  }

  /** Goes on after the newest version that is there, also where the application wrote it by itself. */
  catchUp(): void {
    const newest = `(SELECT max(version) FROM ${quoted(this.#table)})`
    this.#run(`UPDATE ${quoted(this.sequence)} SET value = ${newest} WHERE value < ${newest}`)
  }

  #create(): void {
    this.#run(
      `CREATE TABLE ${quoted(this.#table)} (version INTEGER NOT NULL, "lastModified" INTEGER NOT NULL, "writeIds" TEXT NOT NULL)`,
    )
  }

  #createNumber(table: string, first: number): void {
    const name = quoted(table)
    this.#run(`CREATE TABLE IF NOT EXISTS ${name} (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL)`)
    this.#run(`INSERT INTO ${name} VALUES (1, ${first}) ON CONFLICT DO NOTHING`)
  }

  #columns(): string[] {
    return this.#run(`PRAGMA table_xinfo(${quoted(this.#table)})`).map(({ name }) => String(name))
  }

  #run(sql: string): Record<string, SqlStorageValue>[] {
    return this.#storage.sql.exec(sql).toArray()
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
