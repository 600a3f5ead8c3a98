import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a folder, and those that it is in, where there is none. */
export function makeFolder(path: string): void {
  // Not by the recursive mkdirSync: for a folder that cannot be, as under /proc, it tries for ever.
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    if (!existsSync(path)) throw error
  }
}
