import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DatabaseSync } from 'node:sqlite'
import type { Documents } from '../src/documents.ts'
import { isId, Unavailable } from '../src/documents.ts'
import { openDatabase } from '../src/sqlite-database.ts'
import { sqliteDocuments } from '../src/sqlite-documents.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes)
const content = (body: string) => ({ type: 'text/plain', bytes: encode(body) })

let database: DatabaseSync
let documents: Documents

beforeEach(() => {
  database = openDatabase(':memory:', [])
  documents = sqliteDocuments(database)
})
afterEach(() => {
  vi.useRealTimers()
  database.close()
})

describe('a change', () => {
  test('is done for the state that is current, and for no other', async () => {
    const first = await documents.swap('note', null, content('first'))
    const second = await documents.swap('note', first, content('second'))
    expect(await documents.swap('note', first, content('late'))).toBe(null)
    expect(await documents.swap('note', null, content('again'))).toBe(null)
    expect(await documents.remove(first!)).toBe(false)
    expect(await documents.read('note')).toEqual(second)
    expect(await documents.remove(second!)).toBe(true)
    expect(await documents.swap('note', second, content('late'))).toBe(null)
    expect(await documents.read('note')).toBe(null)
  })

  test('gets a version that no state of any document had', async () => {
    const versions: (number | undefined)[] = []
    for (const id of ['a', 'b', 'a', 'a', 'b']) {
      const made = await documents.swap(id, null, content('one'))
      const changed = await documents.swap(id, made, content('two'))
      versions.push(made?.version, changed?.version)
      await documents.remove(changed!)
    }
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('has the date of the next whole second', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00.250Z') })
    const made = await documents.swap('note', null, content('first'))
    expect(made?.lastModified).toEqual(new Date('2026-03-01T12:00:01Z'))
    const changed = await documents.swap('note', made, content('second'))
    expect(changed?.lastModified).toEqual(made?.lastModified)
  })

  test('is later than the one before where the clock was set back, also after a delete', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00.250Z') })
    const made = await documents.swap('note', null, content('first'))
    vi.setSystemTime(new Date('2026-03-01T11:00:00Z'))
    const changed = await documents.swap('note', made, content('second'))
    await documents.remove(changed!)
    const again = await documents.swap('note', null, content('third'))
    const dates = [made, changed, again].map((state) => state?.lastModified.getTime() ?? 0)
    expect(dates).toEqual([...new Set(dates)].sort((a, b) => a - b))
  })
})

describe('a state', () => {
  test('is opened whole, or in part, by its bytes', async () => {
    const state = await documents.swap('note', null, content('grün'))
    expect(state?.size).toBe(5)
    expect(text(await documents.open(state!))).toBe('grün')
    expect(await documents.open(state!, { offset: 3, length: 1 })).toEqual(encode('ü').slice(1))
    expect(text(await documents.open(state!, { offset: 4, length: 1 }))).toBe('n')
  })

  test('that is gone is not opened', async () => {
    const state = await documents.swap('note', null, content('first'))
    await documents.swap('note', state, content('second'))
    expect(await documents.open(state!)).toBe(null)
    expect(await documents.open(state!, { offset: 0, length: 1 })).toBe(null)
  })

  test('may be empty', async () => {
    const state = await documents.swap('note', null, content(''))
    expect([state?.size, text(await documents.open(state!))]).toEqual([0, ''])
  })

  test('is listed by its id', async () => {
    const b = await documents.swap('b', null, content('b'))
    const a = await documents.swap('a', null, content('a'))
    expect(await documents.list()).toEqual([a, b])
  })
})

describe('a file that is full', () => {
  test('keeps the old state, whole', async () => {
    const state = await documents.swap('note', null, content('first'))
    database.exec('PRAGMA max_page_count = 12')
    await expect(documents.swap('note', state, content('x'.repeat(100_000)))).rejects.toThrow(Unavailable)
    expect(await documents.read('note')).toEqual(state)
    expect(text(await documents.open(state!))).toBe('first')
    expect((await documents.swap('note', state, content('second')))?.version).toBe(2)
  })
})

describe('isId', () => {
  test.each(['a', 'A-b_c.9', '...', '.a', 'a'.repeat(128)])('%s is one', (name) => expect(isId(name)).toBe(true))
  test.each(['', '.', '..', 'a/b', 'a b', 'é', 'a\n', '%61', 'a'.repeat(129)])('%o is none', (name) =>
    expect(isId(name)).toBe(false),
  )
})
