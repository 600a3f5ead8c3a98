import { evaluateRange, respond, type ByteRange, type Content, type Representation } from '@ifmatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesAsText, readContentRange, readParts } from './oracle/multipart.ts'
import { laws } from './oracle/laws.ts'
import { requestOf } from './oracle/requests.ts'
import { anyIfRangeField, anyRangeField, wildly } from './random-fields.ts'
import { anyValidators } from './random.ts'
import { rangeVerdict } from './range-oracle.ts'

const law = laws(500)

/** Every byte is another one than its neighbours, and some look like what stands between parts. */
const bytesOf = (size: number) =>
  Uint8Array.from({ length: size }, (_, n) => (n % 7 === 0 ? 0x2d : (n * 31 + 13) % 256))
const asText = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const cut = (bytes: Uint8Array<ArrayBuffer>, range?: ByteRange) =>
  range ? bytes.slice(range.offset, range.offset + range.length) : bytes

function streamed(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 13) controller.enqueue(bytes.slice(at, at + 13))
      controller.close()
    },
  })
}
/** The ways to hand over bytes: all of them at once, or those that were asked for. */
const ways: Record<string, (bytes: Uint8Array<ArrayBuffer>, range?: ByteRange) => Content> = {
  'the whole buffer': (bytes) => bytes,
  'the whole as an ArrayBuffer': (bytes) => bytes.slice().buffer,
  'the whole Blob': (bytes) => new Blob([bytes]),
  'the range as a buffer': (bytes, range) => cut(bytes, range),
  'the range as a Blob': (bytes, range) => new Blob([cut(bytes, range)]),
  'the range as a stream': (bytes, range) => streamed(cut(bytes, range)),
  'the range as a Response': (bytes, range) => new Response(cut(bytes, range)),
}
const anySource = fc.record({
  size: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 130 }) },
    { weight: 1, arbitrary: fc.constant(3000) },
  ),
  way: fc.constantFrom(...Object.keys(ways)),
})
function sourceOf({ size, way }: { size: number; way: string }): Representation {
  const bytes = bytesOf(size)
  return { etag: '"v1"', type: 'text/plain', size, body: (range) => ways[way]?.(bytes, range) ?? null }
}
const spec = (size: number) =>
  fc.oneof(
    fc.tuple(fc.nat(size), fc.nat(20)).map(([first, more]) => `${first}-${first + more}`),
    fc.nat(20).map((length) => `-${length}`),
    fc.nat(size + 10).map((first) => `${first}-`),
  )
const anySpecs = fc.array(spec(3000), { minLength: 1, maxLength: 5 }).map((specs) => `bytes=${specs.join(', ')}`)
const anySet = fc.oneof({ weight: 2, arbitrary: anySpecs }, { weight: 3, arbitrary: anyRangeField })

law('the parts of a 206, in the order asked, are the bytes asked for', () =>
  fc.asyncProperty(anySet, anySource, async (range, source) => {
    const bytes = asText(bytesOf(source.size))
    const asked = evaluateRange(requestOf('GET', { range }), sourceOf(source), source.size)
    const response = await respond(requestOf('GET', { range }), sourceOf(source))
    expect(response.status).toBe(asked.status)
    const body = await bytesAsText(response)
    if (response.status === 200) expect(body).toBe(bytes)
    if (response.status !== 206) return
    const type = response.headers.get('content-type')
    const contentRange = response.headers.get('content-range')
    const parts =
      asked.ranges.length === 1 ? [{ type, ...readContentRange(contentRange), bytes: body }] : readParts(type, body)
    expect(contentRange).toBe(asked.contentRange)
    expect(parts).toEqual(
      asked.ranges.map(({ offset, length }) => ({
        type: 'text/plain',
        first: offset,
        last: offset + length - 1,
        size: source.size,
        bytes: bytes.slice(offset, offset + length),
      })),
    )
  }),
)

law('Content-Length is the number of bytes of a part, of several, and of the whole', () =>
  fc.asyncProperty(anySet, anySource, async (range, source) => {
    const response = await respond(requestOf('GET', { range }), sourceOf(source))
    const length = response.headers.get('content-length')
    if (response.status !== 416) expect(length).not.toBe(null)
    if (length !== null) expect((await response.arrayBuffer()).byteLength).toBe(Number(length))
  }),
)

law('several ranges never cost much more than the whole, and no field outside tells of one of them', () =>
  fc.asyncProperty(anySet, anySource, async (range, source) => {
    const response = await respond(requestOf('GET', { range }), sourceOf(source))
    const { ranges } = evaluateRange(requestOf('GET', { range }), sourceOf(source), source.size)
    if (response.status !== 206 || ranges.length < 2) return
    expect(response.headers.has('content-range')).toBe(false)
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(source.size + 2048)
  }),
)

law('ranges never lie outside the representation, never overlap, and are never empty', () =>
  fc.asyncProperty(wildly(anyRangeField), fc.oneof(fc.nat(200), fc.maxSafeNat()), async (range, size) => {
    const { status, ranges } = evaluateRange(requestOf('GET', { range }), { exists: true }, size)
    expect(ranges.length > 0).toBe(status === 206)
    for (const [n, { offset, length }] of ranges.entries()) {
      expect(Number.isSafeInteger(offset) && offset >= 0 && length > 0).toBe(true)
      expect(BigInt(offset) + BigInt(length) <= BigInt(size)).toBe(true)
      const others = ranges.filter((_, m) => m !== n)
      expect(others.some((other) => other.offset < offset + length && offset < other.offset + other.length)).toBe(false)
    }
  }),
)

law('an If-Range that is false is a Range that is absent, and one that is true is none at all', () =>
  fc.asyncProperty(anySet, anyIfRangeField, anyValidators, async (range, ifRange, selected) => {
    const now = evaluateRange(requestOf('GET', { range, 'if-range': ifRange }), selected, 5000)
    const alone = evaluateRange(requestOf('GET', { range }), selected, 5000)
    const whole = evaluateRange(requestOf('GET', { 'if-range': ifRange }), selected, 5000)
    expect(whole).toEqual({ status: 200, ranges: [], contentRange: null })
    const { status } = rangeVerdict('GET', { range: 'bytes=0-0', 'if-range': ifRange }, selected, 5000)
    expect(now).toEqual(status === 206 ? alone : whole)
  }),
)

law('Content-Range says which bytes, or of how many there are none', () =>
  fc.asyncProperty(anySet, fc.nat(200), async (range, size) => {
    const { status, ranges, contentRange } = evaluateRange(requestOf('GET', { range }), { exists: true }, size)
    const [only, ...more] = ranges
    if (status === 416) expect(contentRange).toBe(`bytes */${size}`)
    else if (only === undefined || more.length > 0) expect(contentRange).toBe(null)
    else expect(contentRange).toBe(`bytes ${only.offset}-${only.offset + only.length - 1}/${size}`)
  }),
)

test('a few ranges far apart are parts; very many are the whole; one that is left is a single part', async () => {
  const source = sourceOf({ size: 3000, way: 'the whole buffer' })
  const status = async (set: string) => (await respond(requestOf('GET', { range: `bytes=${set}` }), source)).status
  expect(await status('0-9,1000-1009')).toBe(206)
  expect(await status('2990-2999,0-9,1000-1009')).toBe(206)
  expect(await status(Array.from({ length: 60 }, (_, n) => `${n * 50}-${n * 50 + 30}`).join())).toBe(200)
  expect(await status(Array.from({ length: 1000 }, (_, n) => `${n * 3}-${n * 3}`).join())).toBe(200)
  const { headers } = await respond(requestOf('GET', { range: 'bytes=5-6,5-6,4-5,9999-' }), source)
  expect(headers.get('content-range')).toBe('bytes 4-6/3000')
})
