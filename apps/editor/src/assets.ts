import { type EntityTag, entityTagOfBytes, respond, type RequestLike } from '@ifmatch/core'
import type { PageFile, PageFiles } from './page-files.ts'

const always = { 'x-content-type-options': 'nosniff' }

/** Answers a request for a file of the page, by its name. Of a name that is there, the content never changes. */
export async function asset(request: RequestLike, name: string, files: PageFiles): Promise<Response> {
  const file = (await files()).find((file) => file.name === name)
  if (!file) return respond(request, null, { always })
  const etag = await tagOf(file)
  const headers = { 'cache-control': 'public, max-age=31536000, immutable' }
  const { type, bytes } = file
  return respond(request, { etag, headers, type, size: bytes.byteLength, body: () => bytes }, { always })
}

const tags = new WeakMap<PageFile, EntityTag>()

async function tagOf(file: PageFile): Promise<EntityTag> {
  let tag = tags.get(file)
  if (!tag) tags.set(file, (tag = await entityTagOfBytes(file.bytes)))
  return tag
}
