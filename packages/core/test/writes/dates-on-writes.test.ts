import { handleResource, type InMemory, memoryResource, type Methods, remove, update } from '@ifmatch/core'
import { afterEach, expect, test } from 'vitest'
import { setClock, startClock, stopClock } from '../support/clock.ts'
import type { FieldTable } from '../support/request.ts'
import { scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const T = 'Mon, 23 Nov 2026 20:00:00 GMT'
const later = 'Mon, 23 Nov 2026 20:00:01 GMT'
const at = (time: string): string => `2026-11-23T20:00:${time}Z`

afterEach(startClock)

const methods: Methods<InMemory<string>, string> = {
  require: false,
  storedAsSent: true,
  get: ({ lastModified, value }) => ({ lastModified, body: () => value }),
  put: { 'text/plain': (_, body) => body.text() },
}

function opened() {
  stopClock('2026-11-23T19:00:00Z')
  const store = memoryResource('one')
  const serve = (method: string, fields: FieldTable = {}, content = 'two') =>
    handleResource(send(method, { 'Content-Type': 'text/plain', ...fields }, content), store, methods)
  return { store, serve }
}

test('CASES 5: a date from before a change is 412 half a second after it, though the new date is not sent yet', async () => {
  const { store, serve } = opened()
  setClock(at('00.100'))
  expect((await serve('PUT')).status).toBe(204)
  setClock(at('00.600'))
  const read = await serve('GET')
  expect(read.headers.get('Last-Modified')).toBeNull()
  for (const date of ['Mon, 23 Nov 2026 19:00:00 GMT', T]) {
    expect((await serve('PUT', { 'If-Unmodified-Since': date }, 'lost')).status).toBe(412)
  }
  expect((await store.read())?.value).toBe('two')
  setClock(at('01.000'))
  expect((await serve('GET')).headers.get('Last-Modified')).toBe(later)
  expect((await serve('PUT', { 'If-Unmodified-Since': later }, 'three')).status).toBe(204)
})

test('CASES 6: a Date is a good If-Modified-Since: a change in the same second is seen', async () => {
  const { serve } = opened()
  setClock(at('00.100'))
  const first = await serve('GET')
  expect(first.headers.get('Date')).toBe(T)
  setClock(at('00.300'))
  await serve('PUT')
  setClock(at('05.000'))
  const again = await serve('GET', { 'If-Modified-Since': first.headers.get('Date')! })
  expect([again.status, await again.text()]).toEqual([200, 'two'])
  expect((await serve('GET', { 'If-Modified-Since': later })).status).toBe(304)
})

test('one Last-Modified that was sent is accepted for one PUT only', async () => {
  const { store, serve } = opened()
  setClock(at('00.100'))
  const seen = (await serve('GET')).headers.get('Last-Modified')!
  const statuses = []
  for (const value of ['a', 'b', 'c']) {
    statuses.push((await serve('PUT', { 'If-Unmodified-Since': seen }, value)).status)
  }
  expect([statuses, (await store.read())?.value]).toEqual([[204, 412, 412], 'a'])
})

test('a PUT answer has no Last-Modified before its second has come, and never one later than Date', async () => {
  const { serve } = opened()
  setClock(at('00.999'))
  const answer = await serve('PUT')
  expect([answer.headers.get('Date'), answer.headers.get('Last-Modified')]).toEqual([T, null])
})

test('a date that had not come when its state was read is not sent, since another state may have it by then', async () => {
  const { store, serve } = opened()
  setClock(at('00.500'))
  await serve('PUT', {}, 'first')
  // A read that takes so long that meanwhile somebody writes, and then the second comes.
  const slow: typeof methods = {
    ...methods,
    async get(state, request) {
      setClock(at('00.600'))
      await serve('PUT', {}, 'second')
      setClock(at('01.100'))
      return methods.get!(state, request)
    },
  }
  const read = await handleResource(send('GET'), store, slow)
  expect([read.headers.get('Last-Modified'), await read.text()]).toEqual([null, 'first'])
  expect((await serve('GET')).headers.get('Last-Modified')).toBe(later)
})

test('nor after a write whose answer takes so long', async () => {
  const { store } = opened()
  setClock(at('00.500'))
  const answer: typeof methods.answer = ({ version, lastModified, value }) => {
    setClock(at('01.100'))
    return { version, lastModified, body: () => value }
  }
  const serve = (own: Partial<typeof methods>) =>
    handleResource(send('PUT', { 'Content-Type': 'text/plain' }, 'two'), store, { ...methods, ...own })
  const answered = await serve({ answer })
  expect([answered.headers.get('ETag'), answered.headers.get('Last-Modified')]).toEqual(['"2"', null])
})

test('nor after a swap that takes so long', async () => {
  const { store } = opened()
  setClock(at('00.500'))
  const swap: typeof store.swap = async (...given) => {
    const state = await store.swap(...given)
    setClock(at('01.100'))
    return state
  }
  const put = send('PUT', { 'Content-Type': 'text/plain' }, 'two')
  const answered = await update(put, { ...store, swap }, () => 'two', { require: false, storedAsSent: true })
  expect([answered.headers.get('ETag'), answered.headers.get('Last-Modified')]).toEqual(['"2"', null])
})

test('a clock that is set back loses nothing', async () => {
  const { store, serve } = opened()
  setClock(at('30.000'))
  await serve('PUT', {}, 'late')
  setClock(at('00.000'))
  await serve('PUT', {}, 'early')
  expect((await store.read())?.lastModified.getTime()).toBeGreaterThanOrEqual(Date.parse(at('30.000')))
  expect((await serve('PUT', { 'If-Unmodified-Since': T }, 'lost')).status).toBe(412)
})

test('CASES 37: a date held in the future counts as now where it is not strong, so a write is 412 a second later', async () => {
  stopClock(at('00.000'))
  const held = new Date('2026-11-24T20:00:00Z')
  const put = (own: object) =>
    handleResource(send('PUT', { 'If-Unmodified-Since': T, 'Content-Type': 'text/plain' }), scripted(), {
      require: false,
      get: () => ({ lastModified: held, ...own, body: () => 'x' }),
      put: { 'text/plain': () => 'mine' },
    })
  expect((await put({})).status).toBe(204)
  expect((await put({ dateIsStrong: true })).status).toBe(412)
  setClock(at('01.000'))
  expect((await put({})).status).toBe(412)
})

test("a snapshot's own date in the future is evaluated as it stands", async () => {
  stopClock(at('00.000'))
  const store = scripted()
  store.write('next', new Date(at('01.000')))
  const fields = { 'If-Unmodified-Since': T }
  expect((await update(send('PUT', fields), store, () => 'mine', { require: false })).status).toBe(412)
  expect((await remove(send('DELETE', fields), store, { require: false })).status).toBe(412)
  expect(store.state?.value).toBe('next')
})

test('a date in If-Unmodified-Since is ignored beside If-Match, and where nothing is there', async () => {
  const { serve } = opened()
  setClock(at('00.000'))
  const old = 'Mon, 23 Nov 2020 20:00:00 GMT'
  expect((await serve('PUT', { 'If-Match': '*', 'If-Unmodified-Since': old })).status).toBe(204)
  expect((await serve('PUT', { 'If-Match': '"x"', 'If-Unmodified-Since': later })).status).toBe(412)
  const created = await update(send('PUT', { 'If-Unmodified-Since': old }), scripted(null), () => 'x', {
    create: true,
    require: false,
  })
  expect(created.status).toBe(201)
})
