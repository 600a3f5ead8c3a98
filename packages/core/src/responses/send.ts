import { formatContentRange } from '../fields/content-range.ts'
import { type Current, lastModifiedFieldOf } from '../fields/current.ts'
import type { ByteRange } from '../fields/range.ts'
import { shown } from '../fields/shown.ts'
import { buildDated, inPieces } from './build.ts'
import { cut, isBlob, type Opened, typeOf, unsent, whole } from './content.ts'
import { type Gathered, gather } from './gathered-fields.ts'
import { close, layOut, stream } from './multipart.ts'
import type { Options } from './options.ts'
import type { Content, Representation } from './representation.ts'

// So many parts are opened before the answer begins, so that a change is noticed in time. Not all: each may hold a file or a
// connection, and workerd has six.
const AHEAD = 4

// What `headers` says of how another content was sent does not hold for this one, and of a part, a digest of the whole.
const OF_ANOTHER = ['content-length', 'content-range', 'transfer-encoding', 'trailer']
const OF_ANOTHER_PART = [...OF_ANOTHER, 'content-digest']

/**
 * Sends a representation whole, as 200; to HEAD its fields alone.
 *
 * @param isRanged whether the request has a Range that is not served. Bun cuts a file by Range itself, whatever was decided:
 * then it gets a stream
 * @returns `null` where it changed since it was selected
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.1 RFC 9110, Section 15.3.1}
 */
export async function sendWhole(
  method: string,
  state: Representation,
  current: Current,
  size: number | null,
  options: Options,
  isRanged = false,
): Promise<Response | null> {
  const headers = fieldsOf(state, current, OF_ANOTHER, options)
  if (size !== null) {
    headers.set('accept-ranges', 'bytes')
    headers.set('content-length', `${size}`)
  }
  if (method === 'HEAD') return buildDated(unsent(headers), 200, headers, options)
  const content = await contentOf(state)
  if (content === null) return null
  nameType(headers, typeOf(content))
  const body = size === null ? whole(content) : inPieces(cut(content, { offset: 0, length: size }, size), options)
  return buildDated(isRanged && isBlob(body) ? body.stream() : body, 200, headers, options)
}

/**
 * Sends one range, as 206.
 *
 * @returns `null` where it changed since it was selected
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.7.1 RFC 9110, Section 15.3.7.1}
 */
export async function sendPart(
  state: Representation,
  current: Current,
  range: ByteRange,
  size: number,
  options: Options,
): Promise<Response | null> {
  const content = await contentOf(state, range)
  if (content === null) return null
  const headers = partFields(state, current, range.length, options)
  headers.set('content-range', formatContentRange(range, size))
  nameType(headers, typeOf(content))
  return buildDated(inPieces(cut(content, range, size), options), 206, headers, options)
}

/**
 * Sends several ranges, as 206 with `multipart/byteranges`. A coded representation is sent whole instead, since its
 * Content-Encoding would then speak of the multipart.
 *
 * @returns `null` where it changed since it was selected
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.7.2 RFC 9110, Section 15.3.7.2}
 */
export async function sendParts(
  state: Representation,
  current: Current,
  ranges: readonly ByteRange[],
  size: number,
  options: Options,
): Promise<Response | null> {
  if (new Headers(state.headers).has('content-encoding')) return sendWhole('GET', state, current, size, options, true)
  let type = fieldsOf(state, current, OF_ANOTHER, options).get('content-type')
  const open = async (range: ByteRange): Promise<Opened | null> => {
    const content = await contentOf(state, range)
    if (content === null) return null
    type ??= typeOf(content)
    return cut(content, range, size)
  }
  const ahead = await openAll(ranges.slice(0, AHEAD), open)
  if (ahead === null) return null
  const multipart = layOut(ranges, size, type)
  const headers = partFields(state, current, multipart.length, options)
  headers.set('content-type', multipart.type)
  return buildDated(stream(multipart, ahead, open), 206, headers, options)
}

/** What `body()` gives. An object that is no content would be sent as "[object Object]": that is the developer's mistake. */
export async function contentOf(state: Representation, range?: ByteRange): Promise<Content> {
  if (typeof state.body !== 'function')
    throw new TypeError('Cannot send the representation: body is no function; write body: () => its content')
  const content = await (range ? state.body(range) : state.body())
  if (typeof content === 'string' || content === null || (typeof content === 'object' && !isData(content)))
    return content
  throw new TypeError(
    content === undefined
      ? 'Cannot send the representation: body() gave undefined; return its content, or null where it changed'
      : `Cannot send the representation: body() gave ${shown(content)}; return text, bytes or a Response, as Response.json(value)`,
  )
}

/** Whether a value is one for JSON, and not bytes or the way to them. */
function isData(content: object): boolean {
  return Array.isArray(content) || Object.getPrototypeOf(content) === Object.prototype
}

/** Opens all of these parts, or none. */
async function openAll(
  ranges: readonly ByteRange[],
  open: (range: ByteRange) => Promise<Opened | null>,
): Promise<Opened[] | null> {
  const all: Opened[] = []
  try {
    for (const range of ranges) {
      const opened = await open(range)
      if (opened === null) break
      all.push(opened)
    }
    return all.length === ranges.length ? all : null
  } finally {
    if (all.length < ranges.length) await Promise.all(all.map(close))
  }
}

function fieldsOf(state: Representation, current: Current, dropped: readonly string[], options: Options): Gathered {
  const own = [
    ['etag', current.etag],
    ['last-modified', lastModifiedFieldOf(current)],
    ['content-type', state.type],
  ] as const
  return gather(state.headers, dropped, own, options)
}

function partFields(state: Representation, current: Current, length: number, options: Options): Gathered {
  const headers = fieldsOf(state, current, OF_ANOTHER_PART, options)
  headers.set('accept-ranges', 'bytes')
  headers.set('content-length', `${length}`)
  return headers
}

function nameType(headers: Gathered, type: string | null): void {
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type)
}
