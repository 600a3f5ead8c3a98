import { EditorState } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { mergeText } from '../document/merge-text.ts'
import { chosen, placesField, resultOf, textOf } from './places.ts'

const pieces = mergeText('a\nb\nc\nd\ne\n', 'a\nB\nc\nD\ne\n', 'a\n2\nc\n4\ne\n')

describe('the places of a result', () => {
  test('hold both versions at first', () => {
    const { text, places } = resultOf(pieces)
    expect(text).toBe('a\nB\n2\nc\nD\n4\ne\n')
    expect(places.map(({ from, to, choice }) => [text.slice(from, to), choice])).toEqual([
      ['B\n2\n', 'open'],
      ['D\n4\n', 'open'],
    ])
  })

  test.each([
    ['mine', 'B\n'],
    ['theirs', '2\n'],
    ['both', 'B\n2\n'],
  ] as const)('hold %s when it is chosen', (choice, text) => {
    expect(textOf({ mine: 'B\n', theirs: '2\n' }, choice)).toBe(text)
  })

  test('set two last lines below each other, also where the first has no end', () => {
    expect(textOf({ mine: 'B', theirs: '2' }, 'both')).toBe('B\n2')
  })

  test('move with what is typed before them, and are chosen by what is typed in them', () => {
    const { text, places } = resultOf(pieces)
    const field = placesField(places)
    const state = EditorState.create({ doc: text, extensions: field })
    const typed = state.update({ changes: { from: 0, insert: 'xx' } }).state
    expect(typed.field(field).map(({ from, choice }) => [from, choice])).toEqual([
      [4, 'open'],
      [10, 'open'],
    ])
    const edited = typed.update({ changes: { from: 5, insert: '!' } }).state
    expect(edited.field(field).map(({ choice }) => choice)).toEqual(['edited', 'open'])
  })

  test('are replaced by a choice, and by that alone', () => {
    const { text, places } = resultOf(pieces)
    const field = placesField(places)
    const state = EditorState.create({ doc: text, extensions: field })
    const { from, to } = places[0]!
    const effects = chosen.of({ index: 0, choice: 'mine' })
    const next = state.update({ changes: { from, to, insert: 'B\n' }, effects }).state
    expect(next.sliceDoc()).toBe('a\nB\nc\nD\n4\ne\n')
    expect(next.field(field).map(({ choice }) => choice)).toEqual(['mine', 'open'])
  })
})
