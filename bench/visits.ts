import type { RequestLike } from '@ifmatch/core'
import { type Document, documents } from './documents.ts'
import type { Fields, Row } from './rows.ts'

/** A request, and the document that it asks for. */
export interface Visit<R extends RequestLike> {
  readonly request: R
  readonly document: Document
}

/** The fields that browsers and API clients send besides; every request takes its own selection of them. */
const BESIDES: readonly (readonly [name: string, value: string])[] = [
  ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['Accept-Language', 'de-CH,de;q=0.8,en;q=0.5'],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0'],
  ['Authorization', 'Bearer 0f6e1c3b9a8d4e72'],
  ['X-Request-Id', '6f0d8f2e-2b6b-4a44-8f3e'],
  ['Origin', 'https://app.example'],
  ['Priority', 'u=1, i'],
  ['X-Forwarded-For', '203.0.113.7'],
  ['Traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
]

/** What is asked of a document: with other fields around the conditional ones in each, and text of its own. */
export interface Asked {
  readonly document: Document
  readonly path: string
  readonly method: string
  readonly headers: Record<string, string>
}

/** What is asked in a row, of each document once. */
export function askedOf(row: Row): Asked[] {
  return documents.map((document) => ({
    document,
    path: `/documents/${document.id}`,
    method: row.method,
    headers: surrounded(row.fields(document), document.id),
  }))
}

/** One request for each document, made by hand. */
export function visitsOf<R extends RequestLike>(
  row: Row,
  make: (url: string, init: { method: string; headers: Record<string, string> }) => R,
): Visit<R>[] {
  return askedOf(row).map(({ document, path, method, headers }) => ({
    request: make(`http://localhost${path}`, { method, headers }),
    document,
  }))
}

function surrounded(fields: Fields, index: number): Record<string, string> {
  const before = index % BESIDES.length
  const around = (from: number, to: number): [string, string][] =>
    BESIDES.slice(from, to).map(([name, value]) => [name, `${value}${index}`])
  const all = [...around(0, before), ...Object.entries(fields), ...around(before, before + 3 + (index % 4))]
  return Object.fromEntries(all.map(([name, value]) => [name, copy(value)]))
}

/** The same text as a new string, as a network hands it over: comparing it by identity must not succeed. */
function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
