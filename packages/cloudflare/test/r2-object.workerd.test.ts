import { env } from 'cloudflare:workers'
import { r2Object } from '@ifmatch/cloudflare'
import { respond } from '@ifmatch/core'
import { beforeEach, describe, expect, test } from 'vitest'

const { FILES } = env
let stored: R2Object

beforeEach(async () => {
  stored = await FILES.put('note', 'hello world!', {
    httpMetadata: {
      contentType: 'text/plain',
      cacheControl: 'max-age=60',
      cacheExpiry: new Date('2026-01-02T03:04:05Z'),
      contentDisposition: 'inline',
      contentEncoding: 'identity',
      contentLanguage: 'de',
    },
  })
})

const text = async (content: unknown) => new Response(content as ReadableStream).text()

/** The bucket, with what it was asked, and with what happens before bytes are got. */
function watched(meanwhile: () => Promise<unknown> = async () => {}) {
  const asked: unknown[] = []
  const bucket = {
    head: (key: string) => (asked.push(['head', key]), FILES.head(key)),
    async get(key: string, options: R2GetOptions & { onlyIf: R2Conditional }) {
      asked.push(['get', key, options])
      await meanwhile()
      return FILES.get(key, options)
    },
  } as unknown as R2Bucket
  return { bucket, asked }
}

describe('r2Object', () => {
  test('says what the bucket knows', async () => {
    const { headers, ...selected } = (await r2Object(FILES, 'note'))!
    expect(selected).toMatchObject({
      version: stored.version,
      lastModified: stored.uploaded,
      type: 'text/plain',
      size: 12,
    })
    expect(Object.fromEntries(new Headers(headers))).toEqual({
      'cache-control': 'max-age=60',
      'content-disposition': 'inline',
      'content-encoding': 'identity',
      'content-language': 'de',
      expires: 'Fri, 02 Jan 2026 03:04:05 GMT',
    })
  })

  test('says no more than that', async () => {
    await FILES.put('bare', '')
    const bare = (await r2Object(FILES, 'bare'))!
    expect(bare.size).toBe(0)
    expect([...new Headers(bare.headers)]).toEqual([])
    expect(await text(await bare.body())).toBe('')
  })

  test('null where nothing is, and where nothing can be', async () => {
    for (const key of ['nothing', '', 'x'.repeat(1025), 'é'.repeat(513)]) expect(await r2Object(FILES, key)).toBe(null)
    await FILES.put('é'.repeat(512), 'long')
    expect(await r2Object(FILES, 'é'.repeat(512))).toMatchObject({ size: 4 })
  })

  test('opens what is asked for', async () => {
    const selected = (await r2Object(FILES, 'note'))!
    expect(await text(await selected.body())).toBe('hello world!')
    expect(await text(await selected.body({ offset: 6, length: 5 }))).toBe('world')
  })

  test.each([
    ['changed', () => FILES.put('note', 'another text')],
    ['removed', () => FILES.delete('note')],
    [
      'stored again with other metadata',
      () => FILES.put('note', 'hello world!', { httpMetadata: { contentType: 'text/html' } }),
    ],
  ])('opens nothing that was %s since', async (_, change) => {
    const selected = (await r2Object(FILES, 'note'))!
    await change()
    expect(await selected.body()).toBe(null)
    expect(await selected.body({ offset: 0, length: 5 })).toBe(null)
  })

  test('what lands in between is selected again: bytes, tag and length belong together', async () => {
    let changes = 0
    const { bucket } = watched(async () => (changes++ === 0 ? FILES.put('note', 'short') : null))
    const answer = await respond(new Request('http://localhost/', { headers: { range: 'bytes=0-2' } }), () =>
      r2Object(bucket, 'note'),
    )
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      206,
      'sho',
      'bytes 0-2/5',
    ])
    expect(answer.headers.get('etag')).toBe(`"${(await FILES.head('note'))!.version}"`)
  })

  test('what is removed in between is 404', async () => {
    const { bucket } = watched(() => FILES.delete('note'))
    expect((await respond(new Request('http://localhost/'), () => r2Object(bucket, 'note'))).status).toBe(404)
  })

  test("R2 is never given the request's conditions, and no bytes are got for 304, 412 and HEAD", async () => {
    const tag = `"${stored.version}"`
    for (const [method, headers, status] of [
      ['GET', { 'if-none-match': tag }, 304],
      ['GET', { 'if-match': '"other"' }, 412],
      ['HEAD', {}, 200],
      ['GET', { range: 'bytes=99-' }, 416],
    ] as const) {
      const { bucket, asked } = watched()
      const answer = await respond(new Request('http://localhost/', { method, headers }), () =>
        r2Object(bucket, 'note'),
      )
      expect([answer.status, asked]).toEqual([status, [['head', 'note']]])
    }
    const { bucket, asked } = watched()
    // R2 itself throws for an If-Match that cannot be read.
    const headers = { 'if-none-match': 'garbage', 'if-range': tag, range: 'bytes=0-4' }
    const answer = await respond(new Request('http://localhost/', { headers }), () => r2Object(bucket, 'note'))
    expect([answer.status, await answer.text()]).toEqual([206, 'hello'])
    expect(asked.at(-1)).toEqual([
      'get',
      'note',
      { onlyIf: { etagMatches: stored.etag }, range: { offset: 0, length: 5 } },
    ])
  })
})
