import { decide, evaluatePreconditions, isConditional, prepare, type EntityTag } from '@ifmatch/core'
import fc from 'fast-check'
import { expect } from 'vitest'
import { spelled } from './oracle/examples.ts'
import { laws } from './oracle/laws.ts'
import { fieldsTold, requestOf, type SentFields } from './oracle/requests.ts'
import { anyDateField } from './random-dates.ts'
import { anyIfRangeField, anyRangeField, anyTag, anyTagField } from './random-fields.ts'
import { anyFields, anyMethod, anyPolicy, anySelected, anyValidators } from './random.ts'

const law = laws(600)
const decided = (method: string, fields: Partial<SentFields>, ...rest: [Parameters<typeof decide>[1], object?]) =>
  spelled(decide(requestOf(method, fields), ...rest))

law('fields that are absent change nothing: only a missing condition that is required is told', () =>
  fc.property(anyMethod, anySelected, anyPolicy, (method, selected, policy) => {
    expect(isConditional(requestOf(method, {}))).toBe(false)
    expect(decided(method, {}, selected, { ...policy, require: false })).toBe('go on')
    const { status, reason } = decide(requestOf(method, {}), selected, { ...policy, require: true })
    expect([null, 428]).toContain(status)
    expect(reason).toBe(status === null ? null : 'required')
    expect(evaluatePreconditions(requestOf(method, {}), selected, { ...policy, require: false })).toBe(null)
  }),
)

law('a request is conditional if one of the four fields is there, or If-Range beside Range', () =>
  fc.property(anyMethod, anyFields, (method, fields) => {
    const conditions = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since'] as const
    const four = conditions.some((field) => fields[field] !== null)
    const five = four || (fields.range !== null && fields['if-range'] !== null)
    expect(isConditional(requestOf(method, fields))).toBe(five)
  }),
)

law('fields that are no conditions change nothing', () =>
  fc.property(anyMethod, anyFields, anySelected, anyPolicy, (method, fields, selected, policy) => {
    const more = { 'cache-control': 'no-cache', pragma: 'no-cache', accept: '*/*', etag: '"v1"', date: 'x', host: 'a' }
    const plain = requestOf(method, fields)
    const get = (name: string) => plain.headers.get(name) ?? new Map(Object.entries(more)).get(name) ?? null
    expect(spelled(decide({ method, headers: { get } }, selected, policy))).toBe(
      spelled(decide(plain, selected, policy)),
    )
  }),
)

law('If-Modified-Since never matters beside If-None-Match', () =>
  fc.property(
    fc.tuple(anyMethod, anyFields, anyTagField, anyDateField, anySelected, anyPolicy),
    ([method, fields, tags, date, selected, policy]) => {
      const without = { ...fields, 'if-none-match': tags, 'if-modified-since': null }
      const beside = { ...without, 'if-modified-since': date }
      expect(decided(method, beside, selected, policy)).toBe(decided(method, without, selected, policy))
    },
  ),
)

law('If-Unmodified-Since never matters beside If-Match', () =>
  fc.property(
    fc.tuple(anyMethod, anyFields, anyTagField, anyDateField, anySelected, anyPolicy),
    ([method, fields, tags, date, selected, policy]) => {
      const without = { ...fields, 'if-match': tags, 'if-unmodified-since': null }
      const beside = { ...without, 'if-unmodified-since': date }
      expect(decided(method, beside, selected, policy)).toBe(decided(method, without, selected, policy))
    },
  ),
)

law('Range and If-Range never matter to a precondition', () =>
  fc.property(
    fc.tuple(anyMethod, anyFields, anyRangeField, anyIfRangeField, anySelected, anyPolicy),
    ([method, fields, range, ifRange, selected, policy]) => {
      const without = { ...fields, range: null, 'if-range': null }
      const beside = { ...fields, range, 'if-range': ifRange }
      expect(decided(method, beside, selected, policy)).toBe(decided(method, without, selected, policy))
    },
  ),
)

const format = ({ weak, opaque }: EntityTag) => `${weak ? 'W/' : ''}"${opaque}"`
const listed = (tags: readonly EntityTag[]) => tags.map(format).join(', ')
const anyTags = fc.array(anyTag, { maxLength: 6 })
const inserted = (tags: readonly EntityTag[], at: number, tag: EntityTag) => [
  ...tags.slice(0, at),
  tag,
  ...tags.slice(at),
]

law('adding a tag, matching or not, to a list never turns a pass of If-Match into a failure', () =>
  fc.property(
    fc.tuple(anyMethod, anyTags, anyTag, fc.nat(6), anyValidators, anyPolicy),
    ([method, tags, tag, at, selected, policy]) => {
      const before = decided(method, { 'if-match': listed(tags) }, selected, policy)
      const after = decided(method, { 'if-match': listed(inserted(tags, at, tag)) }, selected, policy)
      if (before === 'go on') expect(after).toBe('go on')
    },
  ),
)

law('adding the current tag to a list makes If-Match true, and If-None-Match false', () =>
  fc.property(fc.tuple(anyTags, anyTag, fc.nat(6)), ([tags, own, at]) => {
    const list = listed(inserted(tags, at, own))
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const match = decided(method, { 'if-match': list }, { etag: own }, {})
      expect(match).toBe(own.weak ? '412 If-Match weak' : 'go on')
      expect(decided(method, { 'if-match': list }, { etag: own }, { ifMatch: 'version' })).toBe('go on')
      const none = decided(method, { 'if-none-match': list }, { etag: own }, {})
      expect(none).toBe(method === 'GET' ? '304 If-None-Match not-modified' : '412 If-None-Match exists')
    }
  }),
)

law('the order of the members of a list never matters', () =>
  fc.property(
    fc.tuple(
      anyMethod,
      anyTags,
      fc.constantFrom('if-match' as const, 'if-none-match' as const),
      anySelected,
      anyPolicy,
    ),
    ([method, tags, field, selected, policy]) => {
      const due = decided(method, { [field]: listed(tags) }, selected, policy)
      for (let turn = 1; turn < tags.length; turn++) {
        const turned = [...tags.slice(turn), ...tags.slice(0, turn)]
        expect(decided(method, { [field]: listed(turned) }, selected, policy)).toBe(due)
      }
      expect(decided(method, { [field]: listed([...tags].reverse()) }, selected, policy)).toBe(due)
    },
  ),
)

law('blanks and empty elements between members never matter', () =>
  fc.property(
    fc.tuple(anyMethod, anyTags, fc.constantFrom(',', ' ,\t', ',,', ' , ,\t,'), anySelected, anyPolicy),
    ([method, tags, separator, selected, policy]) => {
      for (const field of ['if-match', 'if-none-match'] as const) {
        const due = decided(method, { [field]: listed(tags) }, selected, policy)
        expect(
          decided(method, { [field]: `${separator}${tags.map(format).join(separator)}${separator}` }, selected, policy),
        ).toBe(due)
      }
    },
  ),
)

law('no member of a list hides another: it matches if one of them does alone', () =>
  fc.property(fc.tuple(anyMethod, anyTags, anyValidators, anyPolicy), ([method, tags, selected, policy]) => {
    fc.pre(tags.length > 0)
    const goesOn = (field: string, text: string) =>
      decided(method, { [field]: text }, selected, { ...policy, require: false }) === 'go on'
    expect(goesOn('if-match', listed(tags))).toBe(tags.some((tag) => goesOn('if-match', format(tag))))
    expect(goesOn('if-none-match', listed(tags))).toBe(tags.every((tag) => goesOn('if-none-match', format(tag))))
  }),
)

law('the evaluation of prepared validators is that of plain ones, also the second time', () =>
  fc.property(fc.tuple(anyMethod, anyFields, anyValidators, anyPolicy), ([method, fields, selected, policy]) => {
    const prepared = prepare(selected)
    const due = decide(requestOf(method, fields), selected, policy)
    expect(decide(requestOf(method, fields), prepared, policy)).toEqual(due)
    expect(decide(requestOf(method, fields), prepared, policy)).toEqual(due)
    const response = evaluatePreconditions(requestOf(method, fields), prepared, policy)
    const plain = evaluatePreconditions(requestOf(method, fields), selected, policy)
    expect(response && fieldsTold(response)).toEqual(plain && fieldsTold(plain))
  }),
)

law('a decision names what it received, and the current tag where there is one', () =>
  fc.property(fc.tuple(anyMethod, anyFields, anySelected, anyPolicy), ([method, fields, selected, policy]) => {
    const { status, field, received, current } = decide(requestOf(method, fields), selected, policy)
    if (status === null || field === null) return
    const sent = requestOf(method, fields).headers.get(field)
    // A 428 misses a field: what is there is not the reason.
    expect(received).toBe(status === 428 ? null : sent)
    if (selected === null) expect(current).toBe(null)
    else if ('version' in selected) expect(current).toContain(`"${selected.version}`)
    else if ('etag' in selected && typeof selected.etag === 'string') expect(current).toBe(selected.etag)
  }),
)
