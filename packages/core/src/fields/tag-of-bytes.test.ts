import { afterEach, describe, expect, test, vi } from 'vitest'
import { formatEntityTag, parseEntityTag } from './entity-tag.ts'
import { entityTagOfBytes, entityTagOfBytesSync } from './tag-of-bytes.ts'

const { Bun: bun } = globalThis as { Bun?: { SHA256: { hash(): string } } }

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const hello = new TextEncoder().encode('hello')
const framed = new TextEncoder().encode('<<hello>>')

describe('entityTagOfBytes', () => {
  test('is the SHA-256 of the bytes, in the alphabet of URLs', async () => {
    expect(formatEntityTag(await entityTagOfBytes('hello'))).toBe('"LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"')
    expect((await entityTagOfBytes('')).opaque).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU')
  })

  test('is strong unless told otherwise', async () => {
    expect((await entityTagOfBytes('hello')).weak).toBe(false)
    expect((await entityTagOfBytes('hello', {})).weak).toBe(false)
    expect((await entityTagOfBytes('hello', { weak: true })).weak).toBe(true)
  })

  test('differs where a byte differs', async () => {
    expect((await entityTagOfBytes('hellp')).opaque).not.toBe((await entityTagOfBytes('hello')).opaque)
  })

  test('can always be read', async () => {
    for (let n = 0; n < 64; n++) {
      const tag = await entityTagOfBytes(`${n}`)
      expect(tag.opaque).toMatch(/^[\w-]{43}$/)
      expect(parseEntityTag(formatEntityTag(tag))).toEqual(tag)
    }
  })

  test.each([
    ['a buffer', hello.buffer.slice(0)],
    ['a view', hello],
    ['a view into the middle of a buffer', framed.subarray(2, 7)],
    ['a DataView', new DataView(framed.buffer, 2, 5)],
  ])('of %s is the one of its text', async (_, bytes) => {
    expect(await entityTagOfBytes(bytes)).toEqual(await entityTagOfBytes('hello'))
  })
})

describe('entityTagOfBytesSync', () => {
  test.each([
    ['text', 'hello'],
    ['no text', ''],
    ['text of several bytes a letter', 'grüße − 🙂'],
    ['text with half a letter', 'a\ud800b'],
    ['a buffer', hello.buffer.slice(0)],
    ['a view into the middle of a buffer', framed.subarray(2, 7)],
    ['a DataView', new DataView(framed.buffer, 2, 5)],
    ['a view of wider elements', new Uint16Array([1, 2, 3])],
  ])('of %s says the same as the slow one, or that it cannot', async (_, bytes) => {
    for (const options of [undefined, {}, { weak: true }]) {
      const tag = entityTagOfBytesSync(bytes, options)
      if (tag !== null) expect(tag).toEqual(await entityTagOfBytes(bytes, options))
      else expect(hasSyncHash()).toBe(false)
    }
  })

  test('is null where the runtime offers no synchronous hash', () => {
    for (const process of [undefined, {}, { getBuiltinModule: () => undefined }]) {
      vi.stubGlobal('process', process)
      // Bun is a global that nobody can take away.
      const tags = [entityTagOfBytesSync('hello'), entityTagOfBytesSync('hello', { weak: true })]
      expect(tags.map((tag) => tag === null)).toEqual(bun === undefined ? [true, true] : [false, false])
    }
  })

  test('asks Bun first', () => {
    const hash = vi.fn(() => 'by-bun')
    if (bun) vi.spyOn(bun.SHA256, 'hash').mockImplementation(hash)
    else vi.stubGlobal('Bun', { SHA256: { hash } })
    expect(entityTagOfBytesSync('hello')).toEqual({ weak: false, opaque: 'by-bun' })
    expect(hash).toHaveBeenCalledWith('hello', 'base64url')
  })
})

/** Whether this runtime is one of those that the fast tag is for. */
function hasSyncHash(): boolean {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): object | undefined } }
  return bun !== undefined || process?.getBuiltinModule?.('crypto') !== undefined
}
