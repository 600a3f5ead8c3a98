import { entityTagOfFile, type Fields, type Representation, type Validators } from '@ifmatch/core'

// Up to so many bytes are read before they are sent, so that they are known to belong to the tag.
const AT_ONCE = 1024 * 1024

// What the file system says of a name that no file has, or can have.
const NOWHERE = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']

/**
 * A file as a representation to `respond` with: its size and media type, a weak tag of its size and time of modification,
 * Last-Modified, and its bytes. A time of modification of zero is none.
 *
 * @param options.headers what a 200 says beside: Cache-Control, Content-Language, Vary
 * @returns `null` where there is no such file, or where it is a directory
 * @throws the error of the file system where it refuses to say
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.1 RFC 9110, Section 8.8.1}
 */
export async function file(file: Bun.BunFile, options: { headers?: Fields } = {}): Promise<Representation | null> {
  const state = await stateOf(file)
  if (state === null) return null
  const { size, modified } = state
  const isUnchanged = async (): Promise<boolean> => {
    const now = await stateOf(file)
    return now?.size === size && now.modified === modified
  }
  return {
    ...validators(size, modified),
    ...(options.headers === undefined ? null : { headers: options.headers }),
    ...(file.type ? { type: file.type } : null),
    size,
    async body(range) {
      const { offset, length } = range ?? { offset: 0, length: size }
      const part = anew(file).slice(offset, offset + length, file.type)
      if (length <= AT_ONCE) {
        const bytes = await ifThere(part.bytes())
        return (await isUnchanged()) ? bytes : null
      }
      if (!(await isUnchanged())) return null
      // Of a file in a 200, Bun cuts ranges by rules of its own, also where If-Range is false. A stream it sends as it is.
      return range ? part : part.stream()
    },
  }
}

function validators(size: number, modified: number): Validators {
  const lastModified = new Date(modified)
  return modified === 0 ? { exists: true } : { etag: entityTagOfFile({ size, lastModified }), lastModified }
}

// A BunFile remembers the size that it had when it was first asked.
function anew(file: Bun.BunFile): Bun.BunFile {
  return file.name === undefined ? file : Bun.file(file.name, { type: file.type })
}

async function stateOf(file: Bun.BunFile): Promise<{ size: number; modified: number } | null> {
  const stats = await ifThere(file.stat())
  return stats?.isFile() ? { size: stats.size, modified: stats.mtimeMs } : null
}

async function ifThere<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (NOWHERE.includes((error as { code?: string }).code ?? '')) return null
    throw error
  }
}
