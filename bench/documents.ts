import { prepare, type Validators } from '@ifmatch/core'
import { sink } from './harness/sink.ts'

/** One of the documents that every contender serves. */
export interface Document {
  readonly id: number
  /** 1 KB of text, which frameworks send where the method is performed. */
  readonly content: string
  readonly opaque: string
  readonly etag: string
  /** Entity tags of nine states before. */
  readonly earlierTags: readonly string[]
  readonly modified: number
  readonly modifiedField: string
  /** What is handed to the engine, without `prepare` and with it. */
  readonly plain: Validators
  readonly prepared: Validators
}

export const cacheControl = 'private, max-age=0, must-revalidate'

/** As many as there are requests in a pool, so that no tag and no date is met twice in a row: Bun keeps the last date it parsed. */
export const documents: readonly Document[] = await Promise.all(sink.map((_, id) => documentOf(id)))

/** Bodies of a size, one for each document. */
export function bodiesOf(size: number): Uint8Array<ArrayBuffer>[] {
  return documents.map(({ id }) => new Uint8Array(size).fill(id + 1, 0, size - 1))
}

async function documentOf(id: number): Promise<Document> {
  const content = `Document ${id}. ${'It is of some length. '.repeat(50)}`.slice(0, 1024)
  // hono/etag makes this tag of that content: so everybody serves one state under one tag.
  const opaque = await sha1(content)
  const earlier = await Promise.all(Array.from({ length: 9 }, (_, n) => sha1(`${content}${n}`)))
  const modified = Date.UTC(2026, 8, 14, 9, 26, 53) + id * 86_461_000
  const modifiedField = new Date(modified).toUTCString()
  const plain = { version: opaque, lastModified: new Date(modified), headers: { 'cache-control': cacheControl } }
  return {
    id,
    content,
    opaque,
    etag: `"${opaque}"`,
    earlierTags: earlier.map((tag) => `"${tag}"`),
    modified,
    modifiedField,
    plain,
    prepared: prepare(plain),
  }
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
