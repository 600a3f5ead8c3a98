import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examples } from './examples.ts'
import { parseFragment } from './link.ts'
import { type Explained, show } from './shown.ts'
import { creations, initial, kinds, modes, type State } from './state.ts'

async function explained(part: Partial<State>): Promise<Explained> {
  const shown = await show({ ...initial, ...part })
  if ('mistake' in shown) throw new Error(shown.mistake)
  return shown
}

const field = (name: string, value: string): State['fields'][number] => ({ name, value })
const lit = ({ boxes }: Explained): string =>
  boxes
    .filter(({ outcome }) => outcome !== 'unreached')
    .map(({ id, outcome, exit, leapt }) => `${id} ${outcome}${leapt ? ' leaps' : ''}${exit === null ? '' : ` ${exit}`}`)
    .join(', ')

describe('the path', () => {
  test('ends on the right where a condition stops the request', async () => {
    const shown = await explained({ method: 'PUT', fields: [field('If-Match', '"6"')] })
    expect(lit(shown)).toBe('applies passed, match fails 412')
    expect(shown.isEndReached).toBe(false)
  })

  test('leaps over what a condition that holds makes needless', async () => {
    const fields = [field('If-Match', '"7"'), field('If-None-Match', '"6"'), field('Range', 'bytes=0-3')]
    expect(lit(await explained({ fields }))).toBe(
      'applies passed, match holds leaps, unmodified skipped, none holds leaps, modified skipped, range holds 206',
    )
  })

  test('goes through every question that nobody asked', async () => {
    const shown = await explained({})
    expect(lit(shown)).toBe(
      'applies passed, match ignored, unmodified ignored, none ignored, modified ignored, range ignored',
    )
    expect([shown.isEndReached, shown.status]).toEqual([true, 200])
  })

  test('leaps to the end where no condition counts, and ends where nothing is there', async () => {
    expect(lit(await explained({ method: 'OPTIONS' }))).toMatch(/^applies ignored leaps, match skipped/)
    const gone = await explained({ method: 'DELETE', held: 'nothing' })
    expect(lit(gone)).toBe('applies ignored 404')
    expect([gone.status, gone.message]).toEqual([404, null])
  })

  test('has a question more where the server asks one', async () => {
    const shown = await explained({ method: 'PUT', require: true })
    expect(lit(shown)).toMatch(/required fails 428$/)
    const strict = await explained({ method: 'PUT', rejectUnreadable: true, fields: [field('If-Match', '7')] })
    expect(lit(strict)).toBe('applies passed, readable fails 400')
  })

  test('is not walked where the fields decide before any condition', async () => {
    const shown = await explained({ method: 'QUERY' })
    expect([shown.status, lit(shown), shown.isEndReached]).toEqual([400, '', false])
  })
})

test('HEAD is not said to send content', async () => {
  expect((await explained({ method: 'HEAD' })).explanation).toMatch(/not the content/)
  expect((await explained({})).explanation).toMatch(/whole content is sent/)
})

test('fields of one name are one field, whatever their case', async () => {
  const fields = [field('if-match', ' "1" '), field('If-Match', '"7"'), field('', 'x')]
  const shown = await explained({ method: 'PUT', fields })
  expect(shown.received(shown.steps[0]!)).toBe('"1", "7"')
  expect(shown.status).toBe(null)
})

test.each<[Partial<State>, RegExp]>([
  [{ version: 'a"b' }, /^Cannot read validators: version/],
  [{ held: 'etag', etag: 'v7' }, /^Cannot read validators: etag/],
  [{ held: 'date' }, /^Cannot read validators: none of/],
  [{ lastModified: '2026-11-14' }, /^Last-Modified is no HTTP-date/],
])('validators that are none are told as core tells them: %j', async (part, mistake) => {
  expect(await show({ ...initial, ...part })).toEqual({ mistake: expect.stringMatching(mistake) })
})

const anyState: fc.Arbitrary<State> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'get', ''),
  target: fc.constant('/n'),
  fields: fc.array(
    fc.record({
      name: fc.constantFrom(
        'If-Match',
        'If-None-Match',
        'If-Range',
        'Range',
        'If-Modified-Since',
        'If-Unmodified-Since',
      ),
      value: fc.oneof(
        fc.constantFrom('"7"', '"6"', 'W/"7"', '*', 'bytes=0-3', 'bytes=99-', 'Sat, 14 Nov 2026 10:00:00 GMT', ''),
        fc.string({ unit: 'binary' }),
      ),
    }),
  ),
  held: fc.constantFrom(...kinds),
  version: fc.constant('7'),
  variant: fc.constantFrom('', 'html'),
  weak: fc.boolean(),
  etag: fc.constantFrom('"7"', 'W/"7"'),
  lastModified: fc.constantFrom('Sat, 14 Nov 2026 10:00:00 GMT', 'Sat, 14 Nov 2026 10:00:01 GMT'),
  dateIsStrong: fc.boolean(),
  content: fc.string(),
  ifMatch: fc.constantFrom(...modes),
  require: fc.boolean(),
  create: fc.constantFrom(...creations),
  rejectUnreadable: fc.boolean(),
})

test('the way that is lit always ends where the answer says', async () => {
  await fc.assert(
    fc.asyncProperty(anyState, async (state) => {
      const shown = await explained(state)
      const ends = shown.boxes.flatMap(({ exit }) => exit ?? [])
      if (shown.steps.length === 0) expect([state.method, shown.status]).toEqual(['QUERY', 400])
      else if (shown.isEndReached) expect([200, null]).toContain(shown.status)
      else expect(ends).toEqual([shown.status])
      if (shown.message !== null) expect(shown.message).toContain(`HTTP/1.1 ${shown.status} `)
    }),
    { numRuns: 500 },
  )
})

const answers: Record<string, string> = {
  'A lost update': '412 Precondition Failed',
  'A save in time': 'PUT is performed',
  'A save without a condition': '428 Precondition Required',
  'Create once': 'PUT is performed',
  'Create twice': '412 Precondition Failed',
  'A proxy that weakened the tag': '412 Precondition Failed',
  'The same proxy, undone': 'PUT is performed',
  'A tag without its quotes': '412 Precondition Failed',
  'Delete what is gone': '404 Not Found',
  'A revalidation': '304 Not Modified',
  'A revalidation that comes too late': '200 OK',
  'By date only': '304 Not Modified',
  HEAD: '200 OK',
  'A resumed download': '206 Partial Content',
  'A resumed download of something new': '200 OK',
}

test('every example is answered as its story says', async () => {
  const found: Record<string, string> = {}
  for (const { title, fragment } of examples.flatMap(({ of }) => of))
    found[title] = (await explained(parseFragment(fragment).state)).title
  expect(found).toEqual(answers)
})
