import type { Document } from './documents.ts'

/** What is due: the method is performed, or the status that stops it. */
export type Verdict = 'go on' | 304 | 412

export type Fields = Readonly<Record<string, string>>

/** One line of the benchmark: a kind of request, and what every contender has to say to it. */
export interface Row {
  readonly name: string
  readonly method: string
  /** The conditional fields of a request for a document. */
  readonly fields: (document: Document) => Fields
  readonly verdict: Verdict
  /** Whether the answer is built too; else the verdict alone is timed. */
  readonly built: boolean
}

const day = 86_400_000
const stale = ({ earlierTags }: Document): string => earlierTags[0] as string
const dateOf = (milliseconds: number): string => new Date(milliseconds).toUTCString()

const evaluated: readonly Omit<Row, 'verdict' | 'built'>[] = [
  { name: 'no conditional field', method: 'GET', fields: () => ({}) },
  { name: 'If-None-Match miss', method: 'GET', fields: (document) => ({ 'If-None-Match': stale(document) }) },
  { name: 'If-Match hit', method: 'PUT', fields: ({ etag }) => ({ 'If-Match': etag }) },
  {
    name: 'all four fields',
    method: 'GET',
    fields: (document) => ({
      'If-Match': document.etag,
      'If-Unmodified-Since': document.modifiedField,
      'If-None-Match': stale(document),
      'If-Modified-Since': document.modifiedField,
    }),
  },
]

const notModified: readonly Pick<Row, 'name' | 'fields'>[] = [
  { name: 'If-None-Match hit', fields: ({ etag }) => ({ 'If-None-Match': etag }) },
  {
    name: 'list of ten, hit at the last',
    fields: ({ earlierTags, etag }) => ({ 'If-None-Match': [...earlierTags, etag].join(', ') }),
  },
  { name: 'If-Modified-Since echoed', fields: ({ modifiedField }) => ({ 'If-Modified-Since': modifiedField }) },
  { name: 'If-Modified-Since later', fields: ({ modified }) => ({ 'If-Modified-Since': dateOf(modified + day) }) },
]

const failed: readonly Pick<Row, 'name' | 'fields'>[] = [
  { name: 'If-Match miss', fields: (document) => ({ 'If-Match': stale(document) }) },
  { name: 'If-Unmodified-Since miss', fields: ({ modified }) => ({ 'If-Unmodified-Since': dateOf(modified - day) }) },
]

const all: readonly Row[] = [
  ...evaluated.map((row): Row => ({ ...row, verdict: 'go on', built: true })),
  ...notModified.map(({ name, fields }): Row => ({
    name: `${name}: verdict alone`,
    method: 'GET',
    fields,
    verdict: 304,
    built: false,
  })),
  ...notModified.map(({ name, fields }): Row => ({
    name: `${name}: 304 built`,
    method: 'GET',
    fields,
    verdict: 304,
    built: true,
  })),
  ...failed.map(({ name, fields }): Row => ({
    name: `${name}: 412 built`,
    method: 'PUT',
    fields,
    verdict: 412,
    built: true,
  })),
]

/** All of them, or those whose name has the text in it that BENCH_ROWS says, a regular expression. */
export const rows: readonly Row[] = all.filter(({ name }) =>
  new RegExp(globalThis.process?.env.BENCH_ROWS ?? '').test(name),
)
