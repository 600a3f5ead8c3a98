import type { Stored } from '@ifmatch/core'
import { bytesOf, type Documents, type Listed } from '@ifmatch/stores'
import { openContent } from './kv-stream.ts'
import { aboutKey } from './kv-keys.ts'
import { type About, find, remove, swap } from './kv-state.ts'

/** So many documents are listed where nobody says how many. */
const LIST_LIMIT = 1000

/**
 * Documents of bytes of any media type in Deno KV, below a prefix, for core's `documents()`. A body is in chunks of its own,
 * so that a read that ends in 304 or 412 does not touch it, and one of a range reads the chunks of that range alone. An
 * upload is in memory as a whole. The list looks at what is kept beside every document, not at the bodies.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { documents, handleResource } from '@ifmatch/core'
 * import { kvDocuments } from '@ifmatch/deno'
 *
 * const db = await Deno.openKv(':memory:')
 * const store = kvDocuments(db, ['documents'])
 *
 * const put = new Request('http://localhost/a', { method: 'PUT', body: 'first', headers: { 'If-None-Match': '*' } })
 * assert.equal((await handleResource(put, store('a'), documents())).status, 201)
 * assert.deepEqual((await store.list()).map(({ key, size }) => [key, size]), [['a', 5]])
 * db.close()
 * ```
 */
export function kvDocuments(db: Deno.Kv, prefix: Deno.KvKey): Documents {
  const open: (...key: Parameters<Documents>) => ReturnType<Documents> = (name) => {
    const key = [...prefix, name]
    return {
      async read() {
        const { version, about } = await find(db, key)
        if (version === null) return null
        if (about?.content) return storedOf(db, version, about, about.content)
        throw new TypeError(`Cannot read the document ${JSON.stringify(name)}: something else was written at its key`)
      },
      async swap(current, upload, writeIds) {
        const bytes = await bytesOf(upload)
        const written = await swap(db, key, current, { bytes, type: upload.type }, writeIds)
        return written && storedOf(db, written.version, written.about, written.about.content!)
      },
      remove: (current) => remove(db, key, current),
    }
  }
  return Object.assign(open, { list: (limit: number = LIST_LIMIT) => newest(db, prefix, limit) })
}

function storedOf(
  db: Deno.Kv,
  version: string,
  { lastModified, writeIds, type }: About,
  content: NonNullable<About['content']>,
): Stored {
  const { size } = content
  return {
    version,
    lastModified,
    writeIds,
    ...(typeof type === 'string' && { type }),
    size,
    body: (range = { offset: 0, length: size }) => openContent(db, content, range),
  }
}

async function newest(db: Deno.Kv, prefix: Deno.KvKey, limit: number): Promise<readonly Listed[]> {
  const listed: Listed[] = []
  for await (const { key, versionstamp, value } of db.list<About>({ prefix: aboutKey(prefix) })) {
    const name = key.at(-1)
    const isDocument = key.length === aboutKey(prefix).length + 1 && typeof name === 'string' && value.content !== null
    if (isDocument) listed.push(listedOf(name, versionstamp, value, value.content!))
  }
  // Versionstamps have one length, so their order is that of their texts.
  return listed.sort((one, other) => (one.version < other.version ? 1 : -1)).slice(0, limit)
}

function listedOf(
  key: string,
  version: string,
  { lastModified, type }: About,
  { size }: NonNullable<About['content']>,
): Listed {
  return { key, version, ...(typeof type === 'string' && { type }), size, lastModified }
}
