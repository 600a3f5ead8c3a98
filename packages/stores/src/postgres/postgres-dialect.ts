import type { Dates, Declared, Dialect, Raw } from '../sql/columns.ts'
import { column, raw, relation, sql, type Statement, textOf } from '../sql/statement.ts'
import type { Given, Slot } from '../sql/table-statements.ts'

/** What is called of a client: postgres.js, Bun.sql. */
export interface PostgresClient {
  unsafe(query: string, values?: unknown[], options?: { prepare?: boolean }): PromiseLike<readonly Raw[]>
}

/** How a table is read and written in PostgreSQL. */
export function postgresDialect(client: PostgresClient): Dialect {
  const run = async (statement: Statement): Promise<readonly Raw[]> => {
    // postgres.js prepares such a statement only when it is told to; Bun always does.
    const rows = await client.unsafe(
      textOf(statement, (n) => `$${n}`),
      [...statement.values],
      { prepare: true },
    )
    return [...rows]
  }
  const write = (statement: Statement): Promise<readonly Raw[]> =>
    run(statement).catch((error: unknown) => noneIf(sqlStateOf(error) === SERIALIZATION_FAILURE, error))
  return {
    find: (statement) => run(statement).catch((error: unknown) => noneIf(isDataException(error), error)),
    write,
    writeNext: (_, statement) => write(statement(null)),
    nextOf: (sequence) => sql`nextval(${textLiteral(sequence)}::regclass)`,
    async declared(table) {
      const found = await run(sql`
        SELECT attname, format_type(atttypid, NULL) AS type, attgenerated, attidentity FROM pg_attribute
        WHERE attrelid = to_regclass(${textOf(relation(table), () => '?')}::text) AND attnum > 0 AND NOT attisdropped`)
      return new Map(found.map((attribute) => [String(attribute.attname), declaredOf(attribute)]))
    },
    // A prepared `*` would no longer hold once a column is added: postgres.js then mixes up the answers of a connection.
    isOutOfDate: (error) => sqlStateOf(error) === UNDEFINED_COLUMN,
    // The date is made before an update waits for whoever has the row, and stays where that one changes nothing.
    hold: raw('FOR NO KEY UPDATE'),
    // As text, so that a JSON text, number or boolean is one, too, and a driver's own ideas do not matter.
    value: (value, { type }) => {
      const isJson = type === 'json' || type === 'jsonb'
      return isJson ? sql`${jsonOf(value)}::text::${raw(type)}` : sql`${value}`
    },
    dates,
  }
}

// NULL is none of JSON's values.
function jsonOf(value: Slot): Slot {
  return (given) => (value(given) === null ? null : JSON.stringify(value(given)))
}

// Where transactions are isolated more than by default, this says that someone was faster.
const SERIALIZATION_FAILURE = '40001'
const UNDEFINED_COLUMN = '42703'

// Class 22: of what is asked for by its key, only the key can be wrong. So no row has it.
function isDataException(error: unknown): boolean {
  return sqlStateOf(error)?.startsWith('22') ?? false
}

function noneIf(holds: boolean, error: unknown): readonly Raw[] {
  if (holds) return []
  throw error
}

/** The SQLSTATE of an error: postgres.js has it in `code`, Bun in `errno`. */
function sqlStateOf(error: unknown): string | undefined {
  const { code, errno } = error as { code?: unknown; errno?: unknown }
  return [errno, code].find((state): state is string => typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state))
}

function textLiteral(name: string): Statement {
  return raw(`'${textOf(relation(name), () => '?').replaceAll("'", "''")}'`)
}

// An identity `a` is always made by the database, too.
function declaredOf({ type, attgenerated, attidentity }: Raw): Declared {
  return { type: String(type), isGenerated: attgenerated !== '' || attidentity === 'a' }
}

// Drivers differ in how they read dates, and applications change it: so milliseconds are read beside the column, of the whole
// second that a date with microseconds is rounded up to.
const MILLISECONDS = 'ifmatch_milliseconds'

const dates: Dates = {
  beside: {
    name: MILLISECONDS,
    of: (name) => sql`(ceil(extract(epoch FROM ${column(name)}::timestamptz)) * 1000)::text AS ${column(MILLISECONDS)}`,
  },
  read({ [MILLISECONDS]: milliseconds }, name) {
    if (milliseconds === null) return null
    const date = new Date(Number(milliseconds))
    if (!Number.isNaN(date.getTime())) return date
    throw new TypeError(`Cannot read ${name}: ${String(milliseconds)} is no date`)
  },
  write: () =>
    sql`greatest(${({ lastModified }: Given) => lastModified!.toISOString()}::text::timestamptz, date_trunc('second', clock_timestamp()) + interval '1 second')`,
}
