import {
  blob,
  corsAllowHeaders,
  corsExposeHeaders,
  entityTagOfBytes,
  entityTagOfBytesSync,
  entityTagOfFile,
  formatEntityTag,
  parseEntityTag,
  respond,
  strongMatch,
  validatorFields,
} from '@ifmatch/core'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../support/answer.ts'
import { GET, HEAD } from '../support/request.ts'
import { hundred, L, lText } from '../support/state.ts'

const bytes = new TextEncoder().encode(hundred)

describe('tags of bytes', () => {
  const padded = new Uint8Array([0, ...bytes, 0])
  test.each([
    ['a string', hundred],
    ['a Uint8Array', bytes],
    ['an ArrayBuffer', bytes.slice().buffer],
    ['a view into a larger buffer', padded.subarray(1, 101)],
    ['a DataView', new DataView(padded.buffer, 1, 100)],
  ])('%s: one tag for the same bytes', async (_, same) => {
    const tag = await entityTagOfBytes(same)
    expect(tag).toEqual(await entityTagOfBytes(hundred))
    expect(tag.weak).toBe(false)
    expect(parseEntityTag(formatEntityTag(tag))).toEqual(tag)
    expect([null, tag.opaque]).toContain(entityTagOfBytesSync(same)?.opaque ?? null)
  })

  test('other bytes, another tag', async () => {
    const tags = await Promise.all(['', 'a', 'b', 'ab', `${hundred} `, '\u0000'].map((text) => entityTagOfBytes(text)))
    expect(new Set(tags.map(({ opaque }) => opaque)).size).toBe(tags.length)
  })

  test('TRAP: a 32-bit hash is no strong tag: at least 128 bits are kept', async () => {
    expect((await entityTagOfBytes(hundred)).opaque.length).toBeGreaterThanOrEqual(22)
  })

  test('at once where the runtime can hash at once', async () => {
    const { process } = globalThis as { process?: { getBuiltinModule?: unknown } }
    const onWorkerd = globalThis.navigator?.userAgent === 'Cloudflare-Workers'
    const canHash = !onWorkerd && ('Bun' in globalThis || typeof process?.getBuiltinModule === 'function')
    const tag = entityTagOfBytesSync(hundred)
    if (canHash) expect(tag).not.toBe(null)
    if (tag !== null) expect(tag).toEqual(await entityTagOfBytes(hundred))
  })

  test('weak where asked', async () => {
    expect((await entityTagOfBytes(hundred, { weak: true })).weak).toBe(true)
    expect(entityTagOfBytesSync(hundred, { weak: true })?.weak ?? true).toBe(true)
  })

  test('may be handed over', async () => {
    const etag = await entityTagOfBytes(hundred)
    expect(validatorFields({ etag }).get('ETag')).toBe(formatEntityTag(etag))
  })
})

describe('tags of files', () => {
  const of = (size: number, time: number) => entityTagOfFile({ size, lastModified: new Date(time) })

  test('TRAP: size and time make no strong tag', () => {
    expect(of(100, L.getTime()).weak).toBe(true)
    expect(strongMatch(of(100, L.getTime()), of(100, L.getTime()))).toBe(false)
  })

  test('a time or a size that is none is the mistake of the caller', () => {
    expect(() => of(100, Number.NaN)).toThrow(TypeError)
    expect(() => of(Number.NaN, L.getTime())).toThrow(TypeError)
  })

  test('another size or another time is another tag', () => {
    const tags = [of(100, L.getTime()), of(101, L.getTime()), of(100, L.getTime() + 1000), of(10, 0)]
    expect(new Set(tags.map(({ opaque }) => opaque)).size).toBe(4)
    expect(of(100, L.getTime())).toEqual(of(100, L.getTime()))
  })
})

describe('blob: a Blob or File as a representation', () => {
  test('has its size, its type and its bytes', async () => {
    const selected = blob(new Blob([hundred], { type: 'image/png' }))
    const answer = await respond(GET(), selected)
    expect(fieldsOf(answer, ['Content-Type', 'Content-Length', 'Accept-Ranges', 'ETag', 'Last-Modified'])).toEqual({
      'Content-Type': 'image/png',
      'Content-Length': '100',
      'Accept-Ranges': 'bytes',
      ETag: null,
      'Last-Modified': null,
    })
    expect(await answer.text()).toBe(hundred)
    expect((await respond(HEAD(), selected)).headers.get('Content-Length')).toBe('100')
  })

  test('serves slices', async () => {
    const answer = await respond(GET({ Range: 'bytes=-5' }), blob(new Blob([hundred])))
    expect([answer.status, answer.headers.get('Content-Range'), await answer.text()]).toEqual([
      206,
      'bytes 95-99/100',
      hundred.slice(95),
    ])
  })

  test('a File with a time has a weak tag and Last-Modified, and answers revisits', async () => {
    const selected = blob(new File([hundred], 'a.txt', { type: 'text/plain', lastModified: L.getTime() + 250 }))
    const { headers } = await respond(GET(), selected)
    expect(headers.get('Last-Modified')).toBe(lText)
    expect(headers.get('ETag')).toMatch(/^W\/"[^"]+"$/)
    expect((await respond(GET({ 'If-None-Match': headers.get('ETag')! }), selected)).status).toBe(304)
    expect((await respond(GET({ 'If-Modified-Since': lText }), selected)).status).toBe(304)
    expect((await respond(GET({ Range: 'bytes=0-4', 'If-Range': headers.get('ETag')! }), selected)).status).toBe(200)
  })

  test('a modification time of zero is none', async () => {
    const { headers } = await respond(GET(), blob(new File([hundred], 'a.txt', { lastModified: 0 })))
    expect([headers.get('Last-Modified'), headers.get('ETag')]).toEqual([null, null])
  })

  test('carries the fields given', async () => {
    const { headers } = await respond(GET(), blob(new Blob([hundred]), { headers: { 'Cache-Control': 'no-cache' } }))
    expect(headers.get('Cache-Control')).toBe('no-cache')
  })
})

describe('fields for CORS', () => {
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase())

  test.each(['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'If-Range', 'Range'])(
    'a page may send %s',
    (name) => {
      expect(lower(corsAllowHeaders)).toContain(name.toLowerCase())
    },
  )

  test.each(['ETag', 'Content-Range'])('a page may read %s', (name) => {
    expect(lower(corsExposeHeaders)).toContain(name.toLowerCase())
  })
})
