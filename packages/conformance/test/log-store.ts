import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Resource } from '@ifmatch/core'

/** A number in a folder of files, one for each version: whoever makes the file of the next version has won. */
export interface Logged {
  readonly version: number
  readonly value: number
}

/** A folder of this run's own, which its second processes find in their environment. */
export const folderOfThisRun = (process.env.IFMATCH_LOG_STORE ??= mkdtempSync(join(tmpdir(), 'ifmatch-log-store-')))

/** Makes a store in a temporary folder. `careful` false: a moment later, the next file replaces one that is there. */
export function logStore(name: string, careful = true): (key: string) => Required<Resource<Logged, number>> {
  return (key) => {
    const folder = join(folderOfThisRun, name, hash(key))
    mkdirSync(folder, { recursive: true })
    const last = (): number => Math.max(0, ...readdirSync(folder).map(Number).filter(Number.isInteger))
    const stateOf = (version: number): Logged | null => {
      const text = version === 0 ? '' : readFileSync(join(folder, String(version)), 'utf8')
      return text === '' ? null : { version, value: Number(text) }
    }
    /** An empty text says that nothing is there any more. */
    const append = async (current: Logged | null, text: string): Promise<number | null> => {
      const version = last()
      if (stateOf(version)?.version !== current?.version) return null
      if (!careful) await new Promise((resolve) => setTimeout(resolve, 20))
      const draft = join(folder, `draft-${crypto.randomUUID()}`)
      writeFileSync(draft, text)
      try {
        const make = careful ? linkSync : renameSync
        make(draft, join(folder, String(version + 1)))
        return version + 1
      } catch {
        return null
      }
    }
    return {
      read: async () => stateOf(last()),
      async swap(current, next) {
        const version = await append(current, String(next))
        return version === null ? null : { version, value: next }
      },
      remove: async (current) => (await append(current, '')) !== null,
    }
  }
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
