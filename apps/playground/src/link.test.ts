import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examples } from './examples.ts'
import { formatFragment, parseFragment } from './link.ts'
import { creations, initial, kinds, modes, oneLine, type State } from './state.ts'

// Text that a link could mistake, and any other.
const odd = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '&', '=', '%', '+', '#', '"', '%20', 'ä', '😀', 'a') })
const text = fc.oneof(odd, fc.string({ unit: 'binary' }))
const line = text.map(oneLine)

const anyState: fc.Arbitrary<State> = fc.record({
  method: line,
  target: line,
  fields: fc.array(fc.record({ name: line, value: line })),
  held: fc.constantFrom(...kinds),
  version: line,
  variant: line,
  weak: fc.boolean(),
  etag: line,
  lastModified: line,
  dateIsStrong: fc.boolean(),
  content: text.map((content) => content.toWellFormed().replace(/\r\n?/g, '\n')),
  ifMatch: fc.constantFrom(...modes),
  require: fc.boolean(),
  create: fc.constantFrom(...creations),
  rejectUnreadable: fc.boolean(),
})

test('every state survives its link, as a browser hands it back', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const url = new URL(`http://localhost/#${formatFragment(state)}`)
      expect(parseFragment(url.hash)).toEqual({ state, unknown: [] })
    }),
  )
})

test('every text is a link to some state, whose own link is stable', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.tuple(fc.constantFrom('method', 'field.If-Match', 'held', 'weak', 'x', '%', ''), fc.string()))
      .map((parts) => parts.map((part) => part.join('=')).join('&')),
  )
  fc.assert(
    fc.property(texts, (fragment) => {
      const { state } = parseFragment(fragment)
      expect(parseFragment(formatFragment(state)).state).toEqual(state)
    }),
  )
})

test('what a link says that is not known here is named, and changes nothing', () => {
  expect(parseFragment('#method=PUT&held=everything&weak=perhaps&colour=red&ifMatch=loose&create=')).toEqual({
    state: { ...initial, method: 'PUT' },
    unknown: ['held', 'weak', 'colour', 'ifMatch', 'create'],
  })
})

test('a link can be read in a report', () => {
  const state: State = { ...initial, method: 'PUT', fields: [{ name: 'If-Match', value: '"6"' }], require: true }
  expect(formatFragment(state)).toBe('method=PUT&field.If-Match=%226%22&require=yes')
  expect(formatFragment(initial)).toBe('method=GET')
})

test('every example has a link of its own', () => {
  const links = examples.flatMap(({ of }) => of.map(({ fragment }) => fragment))
  expect(new Set(links).size).toBe(links.length)
  for (const link of links) expect(parseFragment(link).unknown).toEqual([])
})
