import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { seeds } from '../src/seeds.ts'
import { openDatabase as openBy } from '../src/sqlite-database.ts'
import { temporaryFolder } from './service.ts'

const openDatabase = (file: string): DatabaseSync => openBy((path) => new DatabaseSync(path), file, seeds)

/** Why a file cannot be used. */
function trouble(file: string): string {
  try {
    openDatabase(file).close()
  } catch (error) {
    const { message } = error as Error
    expect(message.startsWith(`Cannot keep documents in ${file}: `)).toBe(true)
    return message.slice(message.lastIndexOf(': ') + 2)
  }
  return 'none'
}

describe('openDatabase', () => {
  test('makes a new file, its folders and the seeds, and does so once', () => {
    const file = join(temporaryFolder(), 'a', 'b', 'c.sqlite')
    openDatabase(file).close()
    const database = openDatabase(file)
    expect(database.prepare('SELECT key, version FROM documents ORDER BY version').all()).toMatchObject([
      { key: 'welcome', version: 1 },
      { key: 'board', version: 2 },
    ])
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    database.close()
  })

  test('refuses a file that is cut off', () => {
    const file = join(temporaryFolder(), 'short.sqlite')
    openDatabase(file).close()
    writeFileSync(file, readFileSync(file).subarray(0, 5000))
    expect(trouble(file)).toBe('it is damaged')
  })

  test('refuses the database of another program, and leaves it as it is', () => {
    const file = join(temporaryFolder(), 'other.sqlite')
    const other = new DatabaseSync(file)
    other.exec('CREATE TABLE mine (text)')
    other.close()
    const before = readFileSync(file)
    expect(trouble(file)).toBe('it is the database of another program')
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  test('refuses a file in the former layout', () => {
    const file = join(temporaryFolder(), 'former.sqlite')
    const former = new DatabaseSync(file)
    former.exec('CREATE TABLE documents (id TEXT PRIMARY KEY); PRAGMA application_id = 0x69664d61')
    former.close()
    expect(trouble(file)).toBe('an earlier version of this service made it; set DATA to another file')
  })

  test('refuses a file that is locked for long', () => {
    const file = join(temporaryFolder(), 'locked.sqlite')
    openDatabase(file).close()
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    expect(trouble(file)).toBe('another program has locked it')
    other.close()
  })

  test('refuses a folder, and a file where its folder should be', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(trouble(folder)).toBe('it cannot be opened and written as a file')
    expect(trouble(join(file, 'data', 'documents.sqlite'))).toMatch(/^its folder cannot be made \(E[A-Z]+\)$/)
  })

  // To root, everything may be written.
  if (process.getuid?.() !== 0) {
    test('refuses a file, and a folder, that may not be written', () => {
      const folder = temporaryFolder()
      const file = join(folder, 'documents.sqlite')
      openDatabase(file).close()
      chmodSync(file, 0o444)
      expect(trouble(file)).toBe('it may not be written')
      mkdirSync(join(folder, 'closed'), { mode: 0o555 })
      expect(trouble(join(folder, 'closed', 'new.sqlite'))).toBe('it cannot be opened and written as a file')
      expect(trouble(join(folder, 'closed', 'new', 'new.sqlite'))).toBe('its folder cannot be made (EACCES)')
    })
  }

  // Where the system has a folder in which nobody can make one.
  if (existsSync('/proc/self')) {
    test('does not try for ever to make a folder that cannot be', () => {
      expect(trouble('/proc/nowhere/deep/documents.sqlite')).toMatch(/^its folder cannot be made/)
    })
  }
})
