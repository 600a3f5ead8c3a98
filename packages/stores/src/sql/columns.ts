import type { Resource, Snapshot } from '@ifmatch/core'
import type { Statement } from './statement.ts'
import type { Slot } from './table-statements.ts'

/**
 * What the columns of your table are for. The others are yours: they are read as they are, and written by what `swap` is
 * given.
 */
export interface Columns<Row> {
  /** Says which row it is. It needs a unique index of its own, as a primary key has. */
  readonly key: keyof Row & string
  /** Whole numbers, not null: every write gives the row another one. */
  readonly version: keyof Row & string
  /** When the row was written last. */
  readonly lastModified?: keyof Row & string
  /** Text, for the write ids of Idempotency-Key: a JSON array. */
  readonly writeIds?: keyof Row & string
  /**
   * Where every new version comes from, so that none is ever repeated. Without it a create is refused, and an update makes
   * the version one higher.
   */
  readonly sequence?: string
  /**
   * Where the date of the row that was deleted last is kept: a table of one row, column `value`, in milliseconds since the
   * epoch. With it, a row that is deleted and made again has a later `lastModified` also where the clock was set back.
   */
  readonly removed?: string
}

/** What is written: the columns that change. `version` is the store's. */
export type Write<Row> = Partial<Omit<Row, 'version'>>

/** The rows of a table, each a resource by its key. */
export type Table<Row> = (key: unknown) => Required<Resource<Row & Snapshot, Write<Row>>>

/** The same where the write ids have a column, so that Idempotency-Key can be used. */
export type RememberingTable<Row> = (
  key: unknown,
) => Required<Resource<Row & Snapshot & { readonly writeIds: readonly string[] }, Write<Row>>>

/** A row as a driver gives it. */
export type Raw = Readonly<Record<string, unknown>>

/** What the database says of a column. */
export interface Declared {
  /** Its type, as it was declared. */
  readonly type: string
  /** The database computes it, so nobody writes it. */
  readonly isGenerated: boolean
}

/** What is different from database to database. */
export interface Dialect {
  /** Runs a statement that looks for a row by its key: none where the key cannot be one of this column's values. */
  find(statement: Statement): Promise<readonly Raw[]>
  /** Runs a statement: no row where someone was faster. */
  write(statement: Statement): Promise<readonly Raw[]>
  /** Runs a statement whose version is {@link nextOf} this sequence, filled in with what was counted. */
  writeNext(sequence: string, statement: (counted: unknown) => Statement): Promise<readonly Raw[]>
  /** The next version of a sequence. */
  nextOf(sequence: string): Statement
  /** The columns of a table, by name. Empty where there is no such table. */
  declared(table: string): Promise<ReadonlyMap<string, Declared>>
  /**
   * Whether an error says that a column is no longer there, so that the columns have to be asked for again: where rows are
   * read by the names of all columns. `null`: they are read by `*`.
   */
  readonly isOutOfDate: ((error: unknown) => boolean) | null
  /** Takes hold of a row that is looked for, where an update could wait for it after its date was made. */
  readonly hold: Statement | null
  /** A value as the column takes it. */
  value(value: Slot, column: Declared): Statement
  readonly dates: Dates
}

/** How a database keeps lastModified. */
export interface Dates {
  /** What has to be read beside the columns, if anything: by a name of its own, which a state does not have. */
  readonly beside: { readonly name: string; of(column: string): Statement } | null
  /** @throws TypeError where it is no date */
  read(row: Raw, column: string): Date | null
  /**
   * The given date as the column takes it: in a new row, or in place of what is there. The statement takes the next second
   * of the database's clock where that is later by then: it may have been on its way for long, or have waited for its turn.
   */
  write(column: string, declared: Declared, isNew: boolean): Statement
}
