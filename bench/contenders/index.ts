import type { Row } from '../rows.ts'
import type { Contender } from './contender.ts'
import { bareH3, cacheHeaders } from './h3.ts'
import { bareHono, etagByHashing, etagOfHandler } from './hono.ts'
import { all, ofReads, portable, verdicts } from './portable.ts'
import { fileResponse } from './remix.ts'

const frameworks: readonly Contender<Request>[] = [
  { name: '@remix-run/response', evaluates: all, run: fileResponse },
  { name: 'bare Hono', evaluates: null, run: bareHono },
  { name: 'hono/etag', evaluates: ['If-None-Match'], host: 'bare Hono', run: etagOfHandler },
  { name: 'hono/etag, hashing', evaluates: ['If-None-Match'], host: 'bare Hono', run: etagByHashing },
  { name: 'bare h3', evaluates: null, run: bareH3 },
  { name: 'h3', evaluates: ofReads, host: 'bare h3', run: cacheHeaders },
]

/** Who is timed in a row; the first is its floor. */
export function contendersFor(row: Row): readonly Contender<Request>[] {
  return row.built ? [...portable(row), ...frameworks] : verdicts
}
