import { DatabaseSync } from 'node:sqlite'
import { sqliteDocuments } from '@ifmatch/stores/sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientServer } from '../page/document/client-server.ts'
import { Drafts, type Version } from '../page/document/drafts.ts'
import { Session } from '../page/document/session.ts'
import type { Happening } from '../page/document/state.ts'
import { createApp } from '../src/app.ts'
import { openDatabase, table } from '../src/sqlite-database.ts'

const url = 'http://localhost/documents/note'
const type = 'text/plain; charset=utf-8'

let database: DatabaseSync
let storage: Map<string, string>
/** The service itself, without a network. */
let serve: (request: Request) => Promise<Response>
let reached = true
let loseAnswer = false

beforeEach(() => {
  database = openDatabase((file) => new DatabaseSync(file), ':memory:', [])
  const app = createApp(sqliteDocuments(database, table), { require: true })
  serve = async (request) => app.fetch(request)
  storage = new Map()
  reached = true
  loseAnswer = false
})
afterEach(() => database.close())

const network = (async (input: string | URL | Request, init?: RequestInit) => {
  if (!reached) throw new TypeError('no network')
  const answer = await serve(new Request(input, init))
  if (loseAnswer) throw new TypeError('the answer was lost')
  return answer
}) as typeof fetch

async function put(text: string, condition: Record<string, string>): Promise<string> {
  const headers = { 'Content-Type': type, ...condition }
  const answer = await serve(new Request(url, { method: 'PUT', body: text, headers }))
  expect(answer.status).toBeLessThan(300)
  return answer.headers.get('etag')!
}

async function stored(): Promise<string | null> {
  const answer = await serve(new Request(url))
  return answer.status === 404 ? null : answer.text()
}

interface Tab {
  readonly session: Session
  readonly happened: (Happening | null)[]
}

/** Opens the document, as a tab does: with the draft that it left. */
async function open(tab = 'tab'): Promise<Tab> {
  const drafts = new Drafts(
    {
      get length() {
        return storage.size
      },
      key: (n) => [...storage.keys()][n] ?? null,
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    'note',
    tab,
  )
  const happened: (Happening | null)[] = []
  const session = new Session(clientServer(url, network), drafts, type, (_, happening) => happened.push(happening))
  await session.open(drafts.own())
  return { session, happened }
}

describe('a session', () => {
  test('makes a document, and saves it again from what it made', async () => {
    const { session, happened } = await open()
    expect(session.state).toMatchObject({ phase: 'editing', base: null, text: '' })
    session.type('one')
    await session.save()
    session.type('two')
    await session.save()
    expect(await stored()).toBe('two')
    expect(happened.filter((one) => one === 'saved')).toHaveLength(2)
    expect(session.state).toMatchObject({ text: 'two', newer: null, waits: false, refusal: null })
    expect(storage.size).toBe(0)
  })

  test('saves nothing that is saved already', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    await session.save()
    expect(session.state.base?.etag).toBe(etag)
  })

  test('is told of a conflict, and has both texts', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    session.type('mine')
    const theirs = await put('theirs', { 'If-Match': etag })
    await session.save()
    expect(session.state).toMatchObject({
      conflict: true,
      text: 'mine',
      base: { etag, text: 'one' },
      newer: { etag: theirs, text: 'theirs' },
    })
    expect(await stored()).toBe('theirs')
  })

  test('that knows of a newer version saves as before, on the version that its text was made from', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    session.type('mine')
    const theirs = await put('theirs', { 'If-Match': etag })
    await session.look()
    expect(session.state).toMatchObject({ conflict: false, newer: { etag: theirs }, base: { etag } })
    await session.save()
    expect([session.state.conflict, await stored()]).toEqual([true, 'theirs'])
    await session.keepMine(session.state.newer as Version)
    expect([session.state.conflict, await stored()]).toEqual([false, 'mine'])
  })

  test('takes the same text from somebody else for its own', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    session.type('same')
    const theirs = await put('same', { 'If-Match': etag })
    await session.save()
    expect(session.state).toMatchObject({ conflict: false, newer: null, base: { etag: theirs } })
  })

  test('that was away while it opened goes on as soon as the server answers', async () => {
    reached = false
    const { session } = await open()
    expect(session.state).toMatchObject({ phase: 'loading', away: 'network' })
    reached = true
    await session.look()
    expect(session.state).toMatchObject({ phase: 'editing', away: null, base: null })
  })

  test('opens with its draft where the server is away', async () => {
    await put('one', { 'If-None-Match': '*' })
    const first = await open()
    first.session.type('draft')
    reached = false
    const { session, happened } = await open()
    expect(session.state).toMatchObject({ phase: 'editing', away: 'network', text: 'draft', base: { text: 'one' } })
    expect(happened).toContain('restored')
  })

  test('asks again for its own save whose answer was lost, and goes on to save what was typed since', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session, happened } = await open()
    session.type('two')
    loseAnswer = true
    await session.save()
    expect(session.state).toMatchObject({ waits: true, away: 'network', sent: { text: 'two' }, base: { etag } })
    session.type('two and more')
    loseAnswer = false
    await session.look()
    expect(session.state).toMatchObject({
      newer: null,
      conflict: false,
      sent: null,
      waits: false,
      text: 'two and more',
    })
    expect([await stored(), happened.filter((one) => one === 'saved').length]).toEqual(['two and more', 2])
  })

  test('whose save was answered to nobody, and was never done, meets what somebody else made of the same text', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    session.type('two')
    reached = false
    await session.save()
    reached = true
    const theirs = await put('two', { 'If-Match': etag })
    session.type('two and more')
    await session.look()
    // The same text is nobody's loss: what was typed since is made from theirs, and saved on that condition.
    expect(session.state).toMatchObject({ sent: null, newer: null, conflict: false, waits: false })
    expect([await stored(), session.state.base?.etag === theirs]).toEqual(['two and more', false])
  })

  test('takes what somebody saved on top of its own, and offers it where more was typed since', async () => {
    await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    session.type('one\ntwo')
    loseAnswer = true
    await session.save()
    loseAnswer = false
    const made = await serve(new Request(url))
    await put('theirs\none\ntwo', { 'If-Match': made.headers.get('etag')! })
    session.type('one\ntwo\nthree')
    await session.look()
    expect(session.state).toMatchObject({
      sent: null,
      base: { etag: null, text: 'one\ntwo' },
      newer: { text: 'theirs\none\ntwo' },
      text: 'one\ntwo\nthree',
    })
    // Without a tag to save by, it is looked at first, and refused.
    await session.save()
    expect([session.state.conflict, await stored()]).toEqual([true, 'theirs\none\ntwo'])
  })

  test('whose save the server has forgotten shows what is there', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    session.type('two')
    loseAnswer = true
    await session.save()
    loseAnswer = false
    let current = (await serve(new Request(url))).headers.get('etag')!
    for (let n = 0; n < 64; n++) current = await put(`by ${n}`, { 'If-Match': current, 'Idempotency-Key': `"${n}"` })
    await session.look()
    expect(session.state).toMatchObject({ sent: null, waits: false, conflict: false, base: { etag }, text: 'two' })
    expect(session.state.newer).toMatchObject({ etag: current, text: 'by 63' })
  })

  test('that is told to save while it saves does it again, with what was typed meanwhile', async () => {
    const { session } = await open()
    session.type('one')
    const saved = session.save()
    session.type('two')
    await session.save()
    await saved
    expect([await stored(), session.state.waits]).toEqual(['two', false])
  })

  test('sends what waits after a reload, too', async () => {
    await put('one', { 'If-None-Match': '*' })
    const first = await open()
    first.session.type('two')
    reached = false
    await first.session.save()
    reached = true
    const { session } = await open()
    expect([session.state.waits, await stored()]).toEqual([false, 'two'])
  })

  test('whose document is deleted and made again by others meets what they made', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session } = await open()
    await serve(new Request(url, { method: 'DELETE', headers: { 'If-Match': etag } }))
    await session.look()
    expect(session.state.newer).toBe('deleted')
    expect(storage.size).toBe(1)
    await put('again', { 'If-None-Match': '*' })
    await session.look()
    expect(session.state).toMatchObject({ newer: null, text: 'again', base: { text: 'again' } })
  })

  test('says why the server refuses, and keeps the text', async () => {
    const { session } = await open()
    const long = 'x'.repeat(1024 * 1024 + 1)
    session.type(long)
    await session.save()
    expect(session.state.refusal).toMatch(/1048576|long/)
    expect([session.state.text.length, session.state.waits, storage.size]).toEqual([long.length, false, 1])
  })

  test('deletes only the version that it shows', async () => {
    const etag = await put('one', { 'If-None-Match': '*' })
    const { session, happened } = await open()
    await put('two', { 'If-Match': etag })
    await session.delete()
    expect([await stored(), session.state.text, session.state.refusal]).toEqual(['two', 'two', expect.any(String)])
    await session.delete()
    expect([await stored(), session.state.base, happened.at(-1)]).toEqual([null, null, 'deleted'])
  })
})
