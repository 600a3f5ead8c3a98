import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeText, settledText } from './merge-text.ts'

const open = (mine: string, theirs: string) => ({ is: 'open', mine, theirs })
const settled = (text: string) => ({ is: 'settled', text })

describe('mergeText', () => {
  test.each([
    ['keeps mine where they changed nothing', 'a\n', 'a\nb\n', 'a\n', 'a\nb\n'],
    ['takes theirs where I changed nothing', 'a\n', 'a\n', 'b\n', 'b\n'],
    ['has both where they changed different lines', 'a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n', 'A\nb\nC\n'],
    ['has once what both changed in the same way', 'a\nb\n', 'A\nb\n', 'A\nb\n', 'A\nb\n'],
    ['keeps what both deleted deleted', 'a\nb\nc\n', 'a\nc\n', 'a\nc\n', 'a\nc\n'],
    ['keeps a last line without an end', 'a\nb\nc', 'A\nb\nc', 'a\nb\nc', 'A\nb\nc'],
    ['keeps CR LF', 'a\r\nb\r\nc\r\n', 'A\r\nb\r\nc\r\n', 'a\r\nb\r\nC\r\n', 'A\r\nb\r\nC\r\n'],
    ['reads a line by its text alone', '__proto__\nb\nc\n', '__proto__\nb\nC\n', 'x\nb\nc\n', 'x\nb\nC\n'],
  ])('%s', (_, base, mine, theirs, merged) => {
    expect(settledText(mergeText(base, mine, theirs))).toBe(merged)
  })

  test('leaves open what both changed differently, and keeps both', () => {
    const pieces = mergeText('a\nb\nc\n', 'a\nmine\nc\n', 'a\ntheirs\nc\n')
    expect(pieces).toEqual([settled('a\n'), open('mine\n', 'theirs\n'), settled('c\n')])
    expect(settledText(pieces)).toBe(null)
  })

  test('leaves all open where two were made from nothing', () => {
    expect(mergeText('', 'mine\n', 'theirs\n')).toEqual([open('mine\n', 'theirs\n')])
  })

  const line = fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', '\n')
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''))

  test('never loses a line that one side alone has', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const pieces = mergeText(base, `${mine}only mine\n`, `only theirs\n${theirs}`)
        const all = pieces.map((piece) => (piece.is === 'open' ? piece.mine + piece.theirs : piece.text)).join('')
        expect(all).toContain('only mine\n')
        expect(all).toContain('only theirs\n')
      }),
    )
  })

  test('says the same from either side', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const other = settledText(mergeText(base, theirs, mine))
        expect(settledText(mergeText(base, mine, theirs))).toBe(other)
      }),
    )
  })
})
