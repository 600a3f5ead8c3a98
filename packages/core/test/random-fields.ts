/** The fields of a request as strangers write them: often right, often nearly right, sometimes anything at all. */
import type { EntityTag } from '@ifmatch/core'
import fc from 'fast-check'
import { anyDateField, goodDate } from './random-dates.ts'

// One small pool for what is held and what is listed, so that they meet often.
export const opaques = [
  'v1',
  'v2',
  '',
  'a,b',
  'a\\b',
  'W/',
  '*',
  '\xe9',
  'v1-gzip',
  'v1--gzip',
  'v1-br',
  'v1~html',
  'v1.1',
  '7',
  '7~html',
  '-gzip',
]
const anyOpaque = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('v1', 'v1', 'v1~html', 'v1~de', 'v1-gzip', 'v1--gzip', 'v1-br') },
  { weight: 3, arbitrary: fc.constantFrom(...opaques) },
)
export const anyTag: fc.Arbitrary<EntityTag> = fc.record({
  weak: fc.boolean(),
  opaque: fc.oneof(anyOpaque, fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map(etagc) })),
})
function etagc(n: number): string {
  const safe = n === 0x22 || n < 0x21 || n === 0x7f ? 0x61 : n
  return String.fromCharCode(safe)
}
export const spelt = (tag: EntityTag) => `${tag.weak ? 'W/' : ''}"${tag.opaque}"`
const tagText = fc.record({ weak: fc.boolean(), opaque: anyOpaque }).map(spelt)

const brokenTag = fc.constantFrom(
  ...['v1', '"v1', 'v1"', 'w/"v1"', 'W/ "v1"', 'W"v1"', '"a b"', '"a\tb"', '"a\x7fb"', "'v1'", '"v1" "v2"', '"v1";q=1'],
  ...['*', '"', '"""', 'W/', '""v1""', '"v1"*', 'W/W/"v1"', '"\xa0', '"v1"\xa0', '\\"v1\\"', 'W/*', ';', '"v1"\u000b'],
)
const separator = fc.constantFrom(',', ', ', ' , ', ',,', ', ,', '\t,\t', ',   ', ', ,\t,')
function joined(members: readonly string[], separators: readonly string[]): string {
  return members.map((member, n) => `${n > 0 ? (separators[n % separators.length] ?? ',') : ''}${member}`).join('')
}
const listOf = (member: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(member, { maxLength: 5 }), fc.array(separator, { minLength: 1, maxLength: 3 }))
    .map(([members, separators]) => joined(members, separators))

/** If-Match and If-None-Match. */
export const anyTagField = fc.oneof(
  { weight: 3, arbitrary: tagText },
  { weight: 4, arbitrary: listOf(tagText) },
  { weight: 2, arbitrary: fc.constantFrom('*', '*', '', ' * ', '*,*', '*, "v1"', '"v1", *', ',', ', *') },
  { weight: 1, arbitrary: listOf(fc.oneof({ weight: 3, arbitrary: tagText }, { weight: 1, arbitrary: brokenTag })) },
  { weight: 1, arbitrary: brokenTag },
)

const position = fc.oneof(
  { weight: 6, arbitrary: fc.nat(120).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('007', '9007199254740993', '9007199254740992', '9'.repeat(40), '0'.repeat(30)),
  },
)
const rangeSpec = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(120), fc.nat(40)).map(([first, more]) => `${first}-${first + more}`),
  },
  { weight: 2, arbitrary: fc.tuple(position, position).map(([first, last]) => `${first}-${last}`) },
  { weight: 2, arbitrary: position.map((first) => `${first}-`) },
  { weight: 2, arbitrary: position.map((length) => `-${length}`) },
  { weight: 2, arbitrary: fc.constantFrom('100-', '100-200', '500-', '-0', '99-99', '0-99') },
)
const brokenRange = fc.constantFrom(
  ...[
    '9-3',
    '-',
    '--5',
    '5',
    '0-4-8',
    '+1-2',
    '0x1-2',
    '1e1-20',
    '1 -2',
    '1- 2',
    'a-b',
    '0-4;',
    '٣-٤',
    '',
    '1.0-2',
    '*',
  ],
)
export const anyRangeField = fc.oneof(
  { weight: 4, arbitrary: rangeSpec.map((spec) => `bytes=${spec}`) },
  { weight: 4, arbitrary: listOf(rangeSpec).map((set) => `bytes=${set}`) },
  { weight: 1, arbitrary: listOf(fc.oneof(rangeSpec, brokenRange)).map((set) => `Bytes=${set}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('bytes', 'bytes=', 'bytes=,', 'bytes =0-4', 'bytes:0-4', 'items=0-4', '0-4', ''),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('bytes= 0-4', 'bytes=,0-4,', 'bytes = 0-4', 'BYTES=0-4', 'bytes=0-4,items=1-2'),
  },
)
export const anyIfRangeField = fc.oneof(
  { weight: 4, arbitrary: fc.constant('"v1"') },
  { weight: 3, arbitrary: tagText },
  { weight: 3, arbitrary: goodDate },
  { weight: 1, arbitrary: anyDateField },
  { weight: 1, arbitrary: anyTagField },
)

// Nothing that Headers would take: controls, line breaks, lone surrogates, what a decoder left of broken bytes.
const wild = fc.constantFrom(
  '\u0000',
  '\r\n',
  '\ud800',
  '\udfff',
  '\ufffd',
  '\u2028',
  '\u0001',
  '\u00a0',
  '\ufeff',
  '\u0100',
)
export const wildText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', ',', ' ', '\t', '*', 'W', '/', '-', '=', '0', 'v', '1', '\ufffd', '\ud800', '\n'),
  }),
)
/** Any string at all, or one that is nearly a field, with something in it that no field can hold. */
export const wildly = (field: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: field },
    {
      weight: 2,
      arbitrary: fc
        .tuple(field, fc.nat(30), wild)
        .map(([text, at, put]) => `${text.slice(0, at)}${put}${text.slice(at)}`),
    },
    { weight: 1, arbitrary: wildText },
  )
