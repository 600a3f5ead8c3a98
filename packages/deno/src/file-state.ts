/** What tells one state of a file from another. */
export interface FileState {
  readonly size: number
  /** Milliseconds since the epoch; zero where the file system knows none. */
  readonly modified: number
}

/** The state that `stat` gives, or `null` where it is of no regular file. */
export function stateOf(info: Deno.FileInfo): FileState | null {
  return info.isFile ? { size: info.size, modified: info.mtime?.getTime() ?? 0 } : null
}

/** Whether nothing was written in between. */
export function isSame(one: FileState | null, other: FileState | null): boolean {
  return one !== null && other !== null && one.size === other.size && one.modified === other.modified
}

// What the file system, and Deno before it, say of a name that no file has, or can have.
const NOWHERE = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']

/** What is read of a file, or `null` where there is none. */
export async function ifThere<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (NOWHERE.includes((error as { code?: string }).code ?? '')) return null
    throw error
  }
}
