import { entityTagOfFile, type Fields, type Representation, type Validators } from '@ifmatch/core'
import { ifThere, isSame, stateOf } from './file-state.ts'
import { fileStream } from './file-stream.ts'
import { mediaType } from './media-type.ts'

/**
 * A file as a representation to `respond` with: its size, a media type by its name, a weak tag of its size and time of
 * modification, Last-Modified, and its bytes, streamed. It is open only while bytes are sent. A time of modification of
 * zero is none.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { respond } from '@ifmatch/core'
 * import { file } from '@ifmatch/deno'
 *
 * const path = await Deno.makeTempFile({ suffix: '.txt' })
 * await Deno.writeTextFile(path, 'hello world')
 *
 * const request = new Request('http://localhost/', { headers: { Range: 'bytes=6-' } })
 * const answer = await respond(request, () => file(path))
 * assert.equal(answer.status, 206)
 * assert.equal(await answer.text(), 'world')
 * ```
 *
 * @param options.type another media type than the name stands for
 * @param options.headers what a 200 says beside: Cache-Control, Content-Language, Vary
 * @returns `null` where there is no such file, or where it is a directory
 * @throws the error of the file system where it refuses to say
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.1 RFC 9110, Section 8.8.1}
 */
export async function file(
  path: string | URL,
  options: { type?: string; headers?: Fields } = {},
): Promise<Representation | null> {
  const now = async () => {
    const info = await ifThere(Deno.stat(path))
    return info && stateOf(info)
  }
  const state = await now()
  if (state === null) return null
  const { size, modified } = state
  const type = options.type ?? mediaType(typeof path === 'string' ? path : path.pathname)
  return {
    ...validators(size, modified),
    ...(options.headers === undefined ? null : { headers: options.headers }),
    ...(type === null ? null : { type }),
    size,
    async body(range = { offset: 0, length: size }) {
      if (!isSame(await now(), state)) return null
      return range.length === 0 ? '' : fileStream(path, state, range)
    },
  }
}

function validators(size: number, modified: number): Validators {
  const lastModified = new Date(modified)
  return modified === 0 ? { exists: true } : { etag: entityTagOfFile({ size, lastModified }), lastModified }
}
