import { describe, expect, test } from 'vitest'
import type { Declared } from '../src/sql/columns.ts'
import { tableStatements } from '../src/sql/table-statements.ts'
import { writeStatements } from '../src/sql/write-statements.ts'
import { sqliteDialect } from '../src/sqlite/sqlite-rows.ts'

const columns = { key: 'id', version: 'version', lastModified: 'modified' } as const
const declaredAs = (modified: string, names: readonly string[]): ReadonlyMap<string, Declared> =>
  new Map(names.map((name) => [name, { type: name === 'modified' ? modified : 'TEXT', isGenerated: false }]))
const update = (names: readonly string[]) => ({ isNew: false, names, writesIds: false })

function open() {
  const dialect = sqliteDialect({ all: () => [] })
  return writeStatements(dialect, 'notes', columns, tableStatements('notes', columns))
}

describe('the statement of a write', () => {
  const declared = declaredAs('INTEGER', ['id', 'modified', 'a', 'ab', 'bc', 'c', ...Array(100).keys()].map(String))

  test('is made once for its columns', () => {
    const statementOf = open()
    expect(statementOf(update(['a', 'c']), declared)).toBe(statementOf(update(['a', 'c']), declared))
  })

  test('is another one for columns whose names are the same letters', () => {
    const statementOf = open()
    expect(statementOf(update(['ab', 'c']), declared)).not.toBe(statementOf(update(['a', 'bc']), declared))
  })

  test('is made anew once the database was asked for the columns again', () => {
    const statementOf = open()
    const isText = (known: ReadonlyMap<string, Declared>) =>
      statementOf({ isNew: true, names: [], writesIds: false }, known)
        .fill({ key: 'a', lastModified: new Date(0) })
        .texts.join('?')
        .includes('%Y')
    expect([isText(declared), isText(declaredAs('TEXT', ['modified']))]).toEqual([false, true])
  })

  test('is forgotten in the end, so that names that never end do not fill the memory', () => {
    const statementOf = open()
    const first = statementOf(update(['a']), declared)
    for (let n = 0; n < 100; n++) statementOf(update([`${n}`]), declared)
    expect(statementOf(update(['a']), declared)).not.toBe(first)
  })
})
