import type { Declared, Dialect } from './columns.ts'

type All = ReadonlyMap<string, Declared>

/** The columns of a table, as the database said them last. */
export interface DeclaredColumns {
  /**
   * The columns, with these names among them: asked for again where one is not, since it may have been added meanwhile.
   *
   * @throws TypeError where there is no such table
   */
  with(names: readonly string[]): Promise<All>
  /** Asks again the next time. */
  forget(): void
}

// Where rows are read by the names of the columns, one that is added is read after so many milliseconds.
const LASTS = 10_000

/** Asks the database for the columns of a table once, and again when something may have changed. */
export function declaredColumns(dialect: Dialect, table: string): DeclaredColumns {
  const lasts = dialect.isOutOfDate === null ? Infinity : LASTS
  let known: All | null = null
  let asked = 0
  let asking: Promise<All> | null = null
  const ask = async (): Promise<All> => {
    try {
      const found = await dialect.declared(table)
      if (found.size === 0) throw new TypeError(`Cannot open ${table}: there is no such table`)
      return (known = found)
    } finally {
      asking = null
    }
  }
  return {
    async with(names) {
      const isComplete = names.every((name) => known?.has(name))
      if (known !== null && isComplete && Date.now() - asked < lasts) return known
      // Those who come at the same time ask once; but a column may have been added since the others asked.
      if (asking !== null && isComplete) return asking
      asked = Date.now()
      return (asking = ask())
    },
    forget() {
      known = null
    },
  }
}
