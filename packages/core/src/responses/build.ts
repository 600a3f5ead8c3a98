import { copyFields } from '../fields/copy-fields.ts'
import type { Fields } from '../fields/validators.ts'
import { isBlob, type Opened } from './content.ts'
import { dateField } from './date.ts'
import { FieldRecord, type Gathered, initOf } from './gathered-fields.ts'
import { unshare } from './light-response.ts'
import type { Options } from './options.ts'

/** Makes a Response with the class that the caller wants, looked up now and not when this module was loaded. */
export function build(body: BodyInit | null, status: number, headers: Fields, options: Options): Response {
  return new (responseClass(options))(body, { status, headers })
}

/**
 * Makes a Response of fields that were gathered, with its Date among them: to set it afterwards costs Deno half of what serving
 * 1 KB costs, since it sends an answer that nobody has looked at by a shorter way. Bytes that are in their Content-Encoding
 * already are sent as they are: workerd would code them once more.
 */
export function buildDated(body: BodyInit | null, status: number, fields: Gathered, options: Options): Response {
  const all = fields instanceof FieldRecord ? fields : addAlways(fields, options)
  all.set('date', dateField())
  const headers = initOf(all)
  if (!all.has('content-encoding')) return build(body, status, headers, options)
  const init: ResponseInit & { encodeBody: 'manual' } = { status, headers, encodeBody: 'manual' }
  return new (responseClass(options))(body, init)
}

/** The class that the caller wants. */
export function responseClass({ fetchAPI }: Options): typeof Response {
  return fetchAPI ? fetchAPI.Response : Response
}

/** What a Response class does that others do not. */
interface Traits {
  readonly of: typeof Response
  readonly copiesHeaders: boolean
  readonly clonesApart: boolean
}

let known: Traits | null = null

function traitsOf(Class: typeof Response): Traits {
  if (known?.of !== Class) {
    const headers = new Headers({ etag: '"1"' })
    const made = new Class(null, { status: 304, headers })
    // Asked first: the light Response of @hono/node-server shares its Headers until it is cloned, and becomes a heavy one then.
    const isCopy = made.headers !== headers
    const clone = made.clone?.()
    clone?.headers.set('etag', '"2"')
    known = {
      of: Class,
      copiesHeaders: isCopy,
      clonesApart: clone?.constructor === Class && clone.status === 304 && made.headers.get('etag') === '"1"',
    }
  }
  return known
}

/** Whether the Response class takes a copy of the Headers it is given. Where it keeps them, they cannot be shared by answers. */
export function copiesHeaders(Class: typeof Response): boolean {
  return traitsOf(Class).copiesHeaders
}

/** Whether clones of a Response have Headers of their own: then one answer can be kept, and clones of it sent. */
export function clonesApart(Class: typeof Response): boolean {
  return traitsOf(Class).clonesApart
}

// Less than this is sent in one piece anyway.
const PIECE = 65536

/**
 * Content that is sent piece by piece. The light Response of @hono/node-server reads a Blob to its end before it sends the
 * first byte of it: four ranges of 64 MiB at a time took 581 MiB so, and take 155 as streams.
 */
export function inPieces(content: Opened, options: Options): Opened {
  return isBlob(content) && content.size > PIECE && !clonesApart(responseClass(options)) ? content.stream() : content
}

/**
 * Changes the fields of a response in place, or of a copy: the headers of a response that came from fetch() are immutable,
 * and another Fetch implementation may share them with whoever made it.
 */
export function edit(response: Response, change: (headers: Headers) => void, options: Options): Response {
  const Class = responseClass(options)
  if (copiesHeaders(Class) || unshare(response, Class)) {
    try {
      change(response.headers)
      return response
    } catch {
      // Immutable: go on with a copy.
    }
  }
  const headers = copyFields(response.headers)
  change(headers)
  const { body, status, statusText } = response
  return new Class(body, { status, statusText, headers })
}

/** Puts `options.always` on an answer that we build: a cookie is added, Vary joined, anything else replaced. */
export function addAlways(headers: Headers, { always }: Options): Headers {
  if (always !== undefined) {
    new Headers(always).forEach((value, name) => {
      if (name === 'set-cookie') headers.append(name, value)
      else if (name === 'vary') addVary(headers, value)
      else headers.set(name, value)
    })
  }
  return headers
}

/** Joins the members of a Vary field to those that are there. */
export function addVary(headers: Headers, value: string): void {
  const before = headers.get('vary')
  const missing = members(value).filter((name) => !members(before ?? '').includes(name))
  if (before === null) headers.set('vary', value)
  else if (missing.length > 0) headers.set('vary', `${before}, ${missing.join(', ')}`)
}

/** The names that a field like Vary lists, in lower case. */
export function members(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}
