import type { Declared, Dialect } from './columns.ts'
import { declaredColumns } from './declared-columns.ts'

type Declarations = ReadonlyMap<string, Declared>

/** The statements of a table, made of the columns that it has now. */
export interface StatementsNow<S> {
  /** Those that name no columns but the ones that they were made with. */
  readonly fixed: S
  /** Runs one that reads a row. */
  read<T>(go: (statements: S) => Promise<T>): Promise<T>
  /** Runs one that writes columns of these names; again where a column that it reads is no longer there. */
  write<T>(names: readonly string[], go: (statements: S, declared: Declarations) => Promise<T>): Promise<T>
}

/**
 * Makes the statements of a table, again whenever its columns are others. `returned` names the columns that are read; where
 * nothing is said all are, by `*` or, where the dialect needs it, by name.
 */
export function statementsNow<S>(
  dialect: Dialect,
  table: string,
  make: (returned: readonly string[] | undefined) => S,
  returned: readonly string[] | undefined,
): StatementsNow<S> {
  const { isOutOfDate } = dialect
  const declared = declaredColumns(dialect, table)
  const fixed = make(returned)
  const isNamed = returned === undefined && isOutOfDate !== null
  let named: { readonly of: Declarations; readonly statements: S } | null = null

  function statementsOf(all: Declarations): S {
    if (!isNamed) return fixed
    if (named?.of !== all) named = { of: all, statements: make([...all.keys()]) }
    return named.statements
  }

  async function run<T>(names: readonly string[], go: (statements: S, all: Declarations) => Promise<T>): Promise<T> {
    const all = await declared.with(names)
    try {
      return await go(statementsOf(all), all)
    } catch (error) {
      if (!isOutOfDate?.(error)) throw error
      declared.forget()
      const anew = await declared.with(names)
      return go(statementsOf(anew), anew)
    }
  }

  return { fixed, read: (go) => (isNamed ? run([], go) : go(fixed)), write: run }
}
