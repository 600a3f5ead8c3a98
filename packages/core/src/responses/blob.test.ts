import { describe, expect, test, vi } from 'vitest'
import { currentOf } from '../fields/current.ts'
import { entityTagOfFile } from '../fields/tag-of-file.ts'
import { blob } from './blob.ts'

const lastModified = Date.UTC(2020, 0, 1, 12)
const file = new File(['hello world'], 'hello.png', { type: 'image/png', lastModified })

describe('blob', () => {
  test('of a File has its size, its type, a weak tag and a date', () => {
    expect(blob(file)).toMatchObject({ size: 11, type: 'image/png', lastModified: new Date(lastModified) })
    const current = currentOf(blob(file))
    expect(current.weak).toBe(true)
    expect(current.opaque).toBe(entityTagOfFile({ size: 11, lastModified: new Date(lastModified) }).opaque)
    expect(current.held).toBe(lastModified)
  })

  test.each([
    ['a Blob', new Blob(['hello world'], { type: 'image/png' })],
    ['a File whose time is zero', new File(['hello world'], 'hello.png', { type: 'image/png', lastModified: 0 })],
  ])('of %s has no validators, and says that it is there', (_, content) => {
    const { body, ...rest } = blob(content)
    expect(rest).toEqual({ exists: true, size: 11, type: 'image/png' })
    expect(currentOf(blob(content)).etag).toBe(null)
    expect(body()).toBe(content)
  })

  test('without a type has none, not an empty one', () => {
    expect('type' in blob(new Blob(['a']))).toBe(false)
  })

  test('has the fields that it is given, and none otherwise', () => {
    expect(blob(file, { headers: { vary: 'Accept' } }).headers).toEqual({ vary: 'Accept' })
    expect('headers' in blob(file)).toBe(false)
    expect('headers' in blob(file, {})).toBe(false)
  })

  test('opens the bytes of a range, and they keep their type', async () => {
    const part = (await blob(file).body({ offset: 6, length: 3 })) as Blob
    expect([await part.text(), part.type]).toEqual(['wor', 'image/png'])
  })

  test('reads nothing until its bytes are wanted', () => {
    const lazy = Object.assign(new Blob(['hello']), { slice: vi.fn(), stream: vi.fn(), arrayBuffer: vi.fn() })
    const { body } = blob(lazy)
    expect(lazy.slice).not.toHaveBeenCalled()
    void body({ offset: 1, length: 2 })
    expect(lazy.slice).toHaveBeenCalledWith(1, 3, '')
    expect([lazy.stream.mock.calls, lazy.arrayBuffer.mock.calls]).toEqual([[], []])
  })

  test('of a file whose time has fractions of a millisecond can be sent', () => {
    const fine = { size: 5, type: '', lastModified: lastModified + 0.25 } as File
    expect(currentOf(blob(fine)).opaque).toBe(entityTagOfFile({ size: 5, lastModified: new Date(lastModified) }).opaque)
  })
})
