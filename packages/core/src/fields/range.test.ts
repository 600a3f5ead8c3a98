import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ByteRange, parseRange } from './range.ts'

const large = Number.MAX_SAFE_INTEGER

/** The ranges of 100 bytes as `first-last`, in their order; `null` where the field is to be ignored. */
function rangesOf(field: string, size = 100): string | null {
  const ranges = parseRange(field, size)
  return ranges && ranges.map(({ offset, length }) => `${offset}-${offset + length - 1}`).join(' ')
}

describe('one range', () => {
  test.each([
    ['bytes=0-4', '0-4'],
    ['bytes=0-0', '0-0'],
    ['bytes=99-99', '99-99'],
    ['bytes=95-', '95-99'],
    ['bytes=0-', '0-99'],
    ['bytes=-5', '95-99'],
    ['bytes=-100', '0-99'],
    ['bytes=-101', '0-99'],
    ['bytes=90-99', '90-99'],
    ['bytes=90-100', '90-99'],
    ['bytes=007-09', '7-9'],
    ['bytes=0-00000000000000000000000000000004', '0-4'],
    ['BYTES=0-4', '0-4'],
    ['bytes=0-4,', '0-4'],
    ['bytes=,0-4', '0-4'],
    ['bytes= ,\t, 0-4 , ', '0-4'],
    ['bytes=0-4\t', '0-4'],
  ])('%j is %s of 100 bytes', (field, ranges) => {
    expect(rangesOf(field)).toBe(ranges)
  })
})

describe('no byte of it is there', () => {
  test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=-000', 'bytes=200-, -0'])('%j', (field) => {
    expect(parseRange(field, 100)).toEqual([])
  })

  test('what is unsatisfiable does not spoil what is not', () => {
    expect(rangesOf('bytes=500-, 0-4, -0')).toBe('0-4')
  })
})

describe('ignored', () => {
  test.each([
    ...['', 'bytes', 'bytes=', 'bytes=,', 'bytes= ', 'bytes= , ', '0-4', '=0-4', 'items=0-4', 'bytes 0-4', 'bytes:0-4'],
    ...['bytes =0-4', ' bytes=0-4', 'bytes= 0-4', 'bytes=\t0-4', 'byte=0-4', 'bytess=0-4', 'bytes==0-4'],
    ...['bytes=-', 'bytes=--5', 'bytes=5', 'bytes=0-4-', 'bytes=0--4', 'bytes=4-0', 'bytes=0-4,9-3', 'bytes=0-4,x'],
    ...[
      'bytes=0 -4',
      'bytes=0- 4',
      'bytes=- 4',
      'bytes=0-4 5-6',
      'bytes=0-4;5-6',
      'bytes=+0-4',
      'bytes=0x0-4',
      'bytes=0.0-4',
    ],
    ...[
      'bytes=1e1-20',
      'bytes=٣-٤',
      'bytes=0-4, bytes=5-6',
      'bytes=*',
      'bytes=0-*',
      'bytes=a-b',
      'bytes=0-4\xa0',
      'bytes=0/4',
    ],
    ...['bytes=:-9', 'bytes=0-:', 'bytes=/-9', 'bytes=0-4,500-400'],
  ])('%j', (field) => {
    expect(parseRange(field, 100)).toBe(null)
  })

  test.each(['bytes=0-', 'bytes=-5', 'bytes=0-0', 'bytes=5-'])('%j of no bytes', (field) => {
    expect(parseRange(field, 0)).toBe(null)
  })

  test('more than 64 ranges, whether they are there or not', () => {
    const many = (count: number, spec: (n: number) => string) =>
      `bytes=${Array.from({ length: count }, (_, n) => spec(n)).join()}`
    expect(
      parseRange(
        many(64, (n) => `${2 * n}-${2 * n}`),
        200,
      ),
    ).toHaveLength(64)
    expect(
      parseRange(
        many(65, (n) => `${2 * n}-${2 * n}`),
        200,
      ),
    ).toBe(null)
    expect(
      parseRange(
        many(64, () => '200-'),
        200,
      ),
    ).toEqual([])
    expect(
      parseRange(
        many(65, () => '200-'),
        200,
      ),
    ).toBe(null)
    expect(parseRange(`bytes=${','.repeat(1000)}0-4`, 200)).toHaveLength(1)
  })

  test('more than 4096 characters, whatever they say', () => {
    const padded = (length: number) => `bytes=${'0'.repeat(length - 9)}0-4`
    expect(parseRange(padded(4096), 200)).toEqual([{ offset: 0, length: 5 }])
    expect(parseRange(padded(4097), 200)).toBeNull()
  })
})

describe('beyond 2^53', () => {
  test.each([
    ['bytes=9007199254740990-', large, `${large - 1}-${large - 1}`],
    ['bytes=9007199254740989-9007199254740990', large, `${large - 2}-${large - 1}`],
    ['bytes=0-9007199254740990', large, `0-${large - 1}`],
    ['bytes=0-9007199254740991', large, `0-${large - 1}`],
    ['bytes=-9007199254740991', large, `0-${large - 1}`],
    ['bytes=-9007199254740990', large, `1-${large - 1}`],
    ['bytes=9007199254740991-', large, ''],
    ['bytes=0-99999999999999999999', 100, '0-99'],
    ['bytes=-99999999999999999999', 100, '0-99'],
    [`bytes=0-${'9'.repeat(400)}`, 100, '0-99'],
    [`bytes=${'9'.repeat(400)}-`, 100, ''],
    ['bytes=9007199254740992-9007199254740993', 100, ''],
    ['bytes=9007199254740993-9007199254740993', 100, ''],
    ['bytes=9007199254740993-9007199254740992', 100, null],
    ['bytes=09007199254740993-9007199254740992', 100, null],
    ['bytes=9007199254740992-09007199254740993', 100, ''],
    ['bytes=10000000000000000000-9999999999999999999', 100, null],
    ['bytes=9-10', 100, '9-10'],
    ['bytes=00-0', 100, '0-0'],
    ['bytes=0-000', 100, '0-0'],
    ['bytes=01-0', 100, null],
  ])('%s of %i bytes: %s', (field, size, ranges) => {
    expect(rangesOf(field, size)).toBe(ranges)
  })
})

describe('several ranges', () => {
  test.each([
    ['stand in the order asked', 'bytes=50-54,0-4', '50-54 0-4'],
    ['touch without being joined', 'bytes=0-4,5-9', '0-4 5-9'],
    ['touch from behind without being joined', 'bytes=5-9,0-4', '5-9 0-4'],
    ['are joined by one byte', 'bytes=0-4,4-9', '0-9'],
    ['are joined from behind', 'bytes=4-9,0-4', '0-9'],
    ['swallow one another', 'bytes=0-9,2-3', '0-9'],
    ['are swallowed', 'bytes=2-3,0-9', '0-9'],
    ['are asked twice', 'bytes=2-3,2-3', '2-3'],
    ['stand where the first member was asked', 'bytes=20-29,50-59,25-35', '20-35 50-59'],
    ['are joined by one that comes later', 'bytes=0-9,40-49,20-29,5-45', '0-49'],
    ['leave the others where they are', 'bytes=80-89,0-9,60-69,20-29,5-25', '80-89 0-29 60-69'],
    ['are compared after they are cut', 'bytes=90-200,-5', '90-99'],
  ])('%s: %s', (_, field, ranges) => {
    expect(rangesOf(field)).toBe(ranges)
  })

  // Slow, and plain: each range is a set of bytes, and sets that share a byte become one, where the first was asked.
  function joinedBySets(asked: readonly (readonly [number, number])[]): string {
    const sets = asked.map(([from, to]) => new Set(Array.from({ length: to - from + 1 }, (_, n) => from + n)))
    for (let a = 0; a < sets.length; a++) {
      for (let b = a + 1; b < sets.length; b++) {
        if (![...sets[b]!].some((byte) => sets[a]!.has(byte))) continue
        for (const byte of sets[b]!) sets[a]!.add(byte)
        sets.splice(b, 1)
        b = a
      }
    }
    return sets.map((set) => `${Math.min(...set)}-${Math.max(...set)}`).join(' ')
  }

  test('are the bytes that were asked for, each once, in the order of who asked first', () => {
    const anyPair = fc.tuple(fc.nat(60), fc.nat(12)).map(([from, more]) => [from, from + more] as const)
    fc.assert(
      fc.property(fc.array(anyPair, { minLength: 1, maxLength: 12 }), (asked) => {
        const field = `bytes=${asked.map(([from, to]) => `${from}-${to}`).join(', ')}`
        expect(rangesOf(field)).toBe(joinedBySets(asked))
      }),
      { numRuns: 1000 },
    )
  })

  test('of any field lie inside, and have bytes', () => {
    const anyNumber = fc.oneof(fc.nat(120).map(String), fc.constantFrom('', '0', '9'.repeat(20), '-', 'x'))
    const anySpec = fc.tuple(anyNumber, anyNumber).map(([from, to]) => `${from}-${to}`)
    fc.assert(
      fc.property(fc.array(anySpec, { maxLength: 6 }), fc.integer({ min: 1, max: 110 }), (specs, size) => {
        const ranges: readonly ByteRange[] = parseRange(`bytes=${specs.join()}`, size) ?? []
        for (const { offset, length } of ranges) {
          expect(offset >= 0 && length > 0 && offset + length <= size).toBe(true)
        }
      }),
    )
  })
})
