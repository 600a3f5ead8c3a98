import { evaluatePreconditions, respond, type Representation, type Validators } from '@ifmatch/core'
import fc from 'fast-check'
import { expect } from 'vitest'
import { verdict } from './oracle/precedence.ts'
import { laws } from './oracle/laws.ts'
import { fieldsTold, requestOf, type SentFields } from './oracle/requests.ts'
import { anyFields, anyMethod, anyPolicy, anySelected, anyValidators } from './random.ts'
import { rangeVerdict } from './range-oracle.ts'

const law = laws(500)

const anyHeaders = fc.record(
  {
    'cache-control': fc.constant('public, max-age=60'),
    expires: fc.constant('Fri, 01 Jan 2100 00:00:00 GMT'),
    'content-location': fc.constant('/notes/7.html'),
    'content-language': fc.constant('de'),
    'content-encoding': fc.constant('identity'),
    'content-digest': fc.constant('sha-256=:abc=:'),
    vary: fc.constant('accept'),
    trailer: fc.constant('server-timing'),
  },
  { requiredKeys: [] },
)
const text = (size: number) => 'ifmatch '.repeat(size).slice(0, size)
/** A representation that counts how often its bytes are asked for. */
interface Counted {
  readonly representation: Representation
  opened: number
}
function counted(what: Omit<Representation, 'body'> & Validators, size: number): Counted {
  const source: Counted = {
    opened: 0,
    representation: {
      ...what,
      body() {
        source.opened++
        return text(size)
      },
    },
  }
  return source
}
const anyRepresentation = fc
  .tuple(anyValidators, anyHeaders, fc.nat(200), fc.boolean())
  .map(([validators, headers, size, known]) => {
    const what = { ...validators, headers, type: 'text/plain', ...(known ? { size } : {}) }
    return { known, size, open: () => counted(what, size) }
  })

const freshness = ['etag', 'last-modified', 'expires', 'content-location', 'cache-control']
const content = [
  'content-length',
  'content-type',
  'content-encoding',
  'content-language',
  'content-range',
  'content-digest',
]
const namesOf = (response: Response) => [...response.headers].map(([name]) => name)

function expectNoContent(response: Response) {
  expect(response.body).toBe(null)
  expect(namesOf(response).filter((name) => [...content, 'transfer-encoding', 'trailer'].includes(name))).toEqual([])
}
function expectNoFreshness(response: Response) {
  if (response.headers.get('cache-control') === 'no-store') response.headers.delete('cache-control')
  expect(namesOf(response).filter((name) => freshness.includes(name))).toEqual([])
}

law('respond answers what the oracle says, and opens the bytes only to send them', () =>
  fc.asyncProperty(anyMethod, anyFields, anyRepresentation, anyPolicy, async (method, fields, source, policy) => {
    const counted = source.open()
    const { representation } = counted
    const response = await respond(requestOf(method, fields), representation, policy)
    const due = verdict(method, fields, representation, policy)
    const range = rangeVerdict(method, fields, representation, source.known ? source.size : 0)
    if (!['GET', 'HEAD', 'QUERY'].includes(method)) expect(response.status).toBe(405)
    else if (due.status !== null) expect(response.status).toBe(due.status)
    else if (!range.mayBeWhole || response.status !== 200) expect(response.status).toBe(range.status)
    const sends = (response.status === 200 || response.status === 206) && method !== 'HEAD'
    // Once for each part.
    expect(counted.opened > 0).toBe(sends)
  }),
)

law('nothing there is 404 to a read, whatever it asks', () =>
  fc.asyncProperty(fc.constantFrom('GET', 'HEAD', 'QUERY'), anyFields, anyPolicy, async (method, fields, policy) => {
    const response = await respond(requestOf(method, fields), null, policy)
    expect(response.status).toBe(404)
    expectNoFreshness(response)
  }),
)

law('a 304 never has content, nor fields that describe content', () =>
  fc.asyncProperty(anyFields, anyRepresentation, anyPolicy, async (fields, { open }, policy) => {
    for (const method of ['GET', 'HEAD', 'QUERY']) {
      const conditional = { ...fields, 'if-match': null, 'if-unmodified-since': null, 'if-none-match': '*' }
      const { representation } = open()
      for (const response of [
        await respond(requestOf(method, conditional), representation, policy),
        evaluatePreconditions(requestOf(method, conditional), representation, policy),
      ]) {
        expect(response?.status).toBe(304)
        if (response) expectNoContent(response)
      }
    }
  }),
)

law('a 304 has Last-Modified exactly where it has no ETag', () =>
  fc.asyncProperty(anyValidators, async (selected) => {
    const { headers } = evaluatePreconditions(requestOf('GET', { 'if-none-match': '*' }), selected) ?? new Response()
    const tagged = 'etag' in selected || 'version' in selected
    expect(headers.has('etag')).toBe(tagged)
    const sent = selected.lastModified !== undefined && selected.lastModified.getTime() <= Date.now()
    if (tagged) expect(headers.has('last-modified')).toBe(false)
    else if (sent) expect(headers.has('last-modified')).toBe(true)
  }),
)

law('no answer other than 200, 206 and 304 carries freshness or validators', () =>
  fc.asyncProperty(anyMethod, anyFields, anyRepresentation, anyPolicy, async (method, fields, { open }, policy) => {
    const { representation } = open()
    const answers = [
      await respond(requestOf(method, fields), representation, policy),
      evaluatePreconditions(requestOf(method, fields), representation, policy),
      evaluatePreconditions(requestOf(method, fields), null, policy),
    ]
    for (const response of answers) {
      if (response && ![200, 206, 304].includes(response.status)) expectNoFreshness(response)
    }
  }),
)

law('HEAD has the fields of GET, and no content', () =>
  fc.asyncProperty(anyFields, anyRepresentation, anyPolicy, async (fields, { open }, policy) => {
    const asked = { ...fields, range: null }
    const get = await respond(requestOf('GET', asked), open().representation, policy)
    const head = await respond(requestOf('HEAD', asked), open().representation, policy)
    expect(head.status).toBe(get.status)
    expect(await head.text()).toBe('')
    // Content-Length may be left out of a HEAD whose content nobody made (Section 8.6), and a GET may leave it to the server.
    const told = (response: Response) => fieldsTold(response).filter(([name]) => name !== 'content-length')
    expect(told(head)).toEqual(told(get))
    const known = new Set(fieldsTold(head).map(([name]) => name))
    const length = head.headers.get('content-length')
    if (length !== null) expect(Number(length)).toBe((await get.arrayBuffer()).byteLength)
    if (head.status >= 400) expect(known.has('content-length')).toBe(head.headers.has('content-type'))
    if (head.status === 200 && open().representation.size !== undefined) expect(known.has('content-length')).toBe(true)
  }),
)

law('HEAD ignores Range and If-Range', () =>
  fc.asyncProperty(anyFields, anyRepresentation, anyPolicy, async (fields, { open }, policy) => {
    const shown = async (sent: Partial<SentFields>) => {
      const response = await respond(requestOf('HEAD', sent), open().representation, policy)
      return [response.status, fieldsTold(response)]
    }
    expect(await shown(fields)).toEqual(await shown({ ...fields, range: null, 'if-range': null }))
  }),
)

law('Content-Length is the number of bytes that are sent', () =>
  fc.asyncProperty(anyMethod, anyFields, anyRepresentation, anyPolicy, async (method, fields, { open }, policy) => {
    const answers = [
      await respond(requestOf(method, fields), open().representation, policy),
      await respond(requestOf(method, fields), null, policy),
      evaluatePreconditions(requestOf(method, fields), open().representation, policy),
    ]
    for (const response of answers) {
      const length = response?.headers.get('content-length') ?? null
      if (response === null || length === null || method === 'HEAD') continue
      expect(Number(length)).toBe((await response.arrayBuffer()).byteLength)
    }
  }),
)

law('what must be on every answer is on every answer', () =>
  fc.asyncProperty(anyMethod, anyFields, anyRepresentation, anyPolicy, async (method, fields, { open }, policy) => {
    const options = { ...policy, always: { 'access-control-allow-origin': '*' } }
    for (const selected of [open().representation, null]) {
      const response = await respond(requestOf(method, fields), selected, options)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      const early = evaluatePreconditions(requestOf(method, fields), selected, options)
      if (early) expect(early.headers.get('access-control-allow-origin')).toBe('*')
    }
  }),
)

law('the same answer comes from respond and from evaluatePreconditions', () =>
  fc.asyncProperty(anyFields, anySelected, anyPolicy, async (fields, selected, policy) => {
    const request = requestOf('GET', fields)
    const early = evaluatePreconditions(request, selected, policy)
    if (early === null || selected === null) return
    const whole = await respond(request, { ...selected, body: () => 'never read' }, policy)
    expect(whole.status).toBe(early.status)
    expect(whole.headers.get('etag')).toBe(early.headers.get('etag'))
    expect(await whole.text()).toBe(await early.text())
  }),
)
