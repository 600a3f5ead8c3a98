import { ifRange } from '../conditions/if-range.ts'
import { formatContentRange } from '../fields/content-range.ts'
import { currentOf } from '../fields/current.ts'
import { type ByteRange, parseRange } from '../fields/range.ts'
import type { RequestLike } from '../fields/request.ts'
import type { Validators } from '../fields/validators.ts'

/** Which bytes are due. `ranges` is empty for 200 and 416; `contentRange` is for one range, and for 416. */
export interface RangeDecision {
  readonly status: 200 | 206 | 416
  readonly ranges: readonly ByteRange[]
  readonly contentRange: string | null
}

const WHOLE: RangeDecision = { status: 200, ranges: [], contentRange: null }

// What a part of a multipart answer costs beside its bytes, about.
const PART = 100
// Several ranges may cost so much more than the whole: a small representation is not worth the counting.
const SLACK = 1024

/**
 * Evaluates Range and If-Range, step 5 of the order, for a representation of `size` bytes. Preconditions come first.
 * Only GET and QUERY have ranges; whatever cannot be read, and several ranges that cost more than the whole, give 200.
 *
 * @throws TypeError for validators that say nothing or two things, and for a size that is none; never for what a client sends
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-14.2 RFC 9110, Section 14.2}
 */
export function evaluateRange({ method, headers }: RequestLike, selected: Validators, size: number): RangeDecision {
  const current = currentOf(selected)
  if (!Number.isSafeInteger(size) || size < 0)
    throw new TypeError(`Cannot evaluate Range: size ${String(size)} is no number of bytes`)
  const field = method === 'GET' || method === 'QUERY' ? headers.get('range') : null
  if (field === null) return WHOLE
  const ranges = parseRange(field, size)
  if (ranges === null || ifRange(headers.get('if-range'), current) === 'fails') return WHOLE
  if (ranges.length === 0) return { status: 416, ranges, contentRange: formatContentRange(null, size) }
  if (ranges.length === 1) return { status: 206, ranges, contentRange: formatContentRange(ranges[0]!, size) }
  const bytes = ranges.reduce((sum, { length }) => sum + length, 0)
  return bytes >= size || bytes + ranges.length * PART > size + SLACK
    ? WHOLE
    : { status: 206, ranges, contentRange: null }
}
