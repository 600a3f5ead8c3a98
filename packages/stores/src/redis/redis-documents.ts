import { nextLastModified, type ByteRange, type Resource, type Stored, type Upload } from '@ifmatch/core'
import { bytesOf, type Documents, LIST_LIMIT, type Listed } from '../documents/documents.ts'
import { type Redis, type RedisClient, redisOf } from './redis-client.ts'
import { dateOf, recordOf } from './redis-hash.ts'
import { newest, readHash, readHashes, readRemoval, removeDocument, swapDocument } from './scripts.ts'

/**
 * Documents of bytes in Redis, for core's `documents()`. Each is a hash and a string; beside them are a counter of versions,
 * the date of the one that was removed last, and a list. All their names begin with `{prefix}:`, so that they are in one slot of a cluster.
 *
 * @example
 * ```ts no-run
 * import { createClient } from 'redis'
 * import { documents, handleResource } from '@ifmatch/core'
 * import { redisDocuments } from '@ifmatch/stores/redis'
 *
 * const store = redisDocuments(await createClient({ disableOfflineQueue: true }).connect())
 *
 * export const handle = (request: Request) => handleResource(request, store(new URL(request.url).pathname), documents())
 * ```
 */
export function redisDocuments(client: RedisClient, prefix: string = 'ifmatch'): Documents {
  if (prefix === '') throw new TypeError('Cannot name documents in Redis: the prefix is empty')
  const redis = redisOf(client)
  const head = (key: string): string => `{${prefix}}:head:${key}`

  async function list(limit: number = LIST_LIMIT): Promise<readonly Listed[]> {
    const keys = (await redis.run(newest, [`{${prefix}}:list`], [String(limit)])) as readonly string[]
    const heads = (await redis.run(readHashes, keys.map(head), [])) as readonly unknown[]
    return keys.flatMap((key, index) => {
      const fields = recordOf(heads[index])
      return fields === null ? [] : [{ key, ...headOf(fields) }]
    })
  }

  return Object.assign((key: string) => documentOf(redis, prefix, key, head(key)), { list })
}

function documentOf(redis: Redis, prefix: string, key: string, head: string): Required<Resource<Stored, Upload>> {
  const [content, sequence, names] = [`{${prefix}}:body:${key}`, `{${prefix}}:versions`, `{${prefix}}:list`]
  const removed = `{${prefix}}:removed`
  const stored = (flat: unknown): Stored | null => {
    const fields = recordOf(flat)
    if (fields === null) return null
    const body = (range?: ByteRange): ReturnType<Redis['body']> => redis.body(head, content, fields.version!, range)
    return { ...headOf(fields), writeIds: JSON.parse(fields.write_ids!) as string[], body }
  }
  return {
    read: async () => stored(await redis.run(readHash, [head], [])),
    async swap(current, upload, writeIds) {
      const body = await bytesOf(upload)
      const before = current ? current.lastModified : dateOf(await redis.run(readRemoval, [removed], []))
      const date = nextLastModified(before).getTime()
      const ids = writeIds ?? (current === null ? [] : null)
      const version = current === null ? '' : String(current.version)
      const args = [version, key, String(body.byteLength), String(date), ids === null ? '' : JSON.stringify(ids), body]
      const type = upload.type === null ? [] : [upload.type]
      return stored(await redis.run(swapDocument, [head, content, sequence, names], [...args, ...type]))
    },
    async remove({ version, lastModified }) {
      const args = [String(version), key, String(lastModified?.getTime() ?? 0)]
      return Number(await redis.run(removeDocument, [head, content, names, removed], args)) === 1
    },
  }
}

function headOf(fields: Readonly<Record<string, string>>): Omit<Listed, 'key'> {
  return {
    version: fields.version!,
    ...(fields.type !== undefined && { type: fields.type }),
    size: Number(fields.size),
    lastModified: new Date(Number(fields.last_modified)),
  }
}
