import { type Codec, ConflictError, create, IfMatchError, load, type Loaded, remove, save } from '@ifmatch/client'
import { type DocumentText, NotText, readDocumentText } from './document-text.ts'
import type { Version } from './drafts.ts'
import type { Deleted, Failure, Saved, Server } from './server.ts'

/** A document behind an address, asked by `@ifmatch/client`. */
export function clientServer(url: string, fetch: typeof globalThis.fetch): Server {
  // Each request is sent once: it is the session that decides when to send it again, and it waits for the network.
  const options = { fetch, attempts: 1 }
  // What was loaded last is loaded again where it is still the same: the tag is enough to know it by.
  let last: Loaded<DocumentText> | null = null

  const loadedOf = ({ etag, type, text }: Version): Loaded<DocumentText> =>
    last && last.etag === etag && last.data.text === text ? last : { url, etag, data: { type, text } }

  return {
    async ask(known) {
      const since = known && known.etag !== null ? loadedOf(known) : null
      try {
        last = await load<DocumentText>(url, { ...options, codec: codecOf(known?.type ?? ''), since })
        return last === since ? { is: 'same' } : { is: 'there', version: versionOf(last) }
      } catch (error) {
        return codeOf(error) === 'missing' ? { is: 'missing' } : failureOf(error)
      }
    },

    async save(base, next): Promise<Saved> {
      const write = { ...options, codec: codecOf(next.type) }
      try {
        last = await (base === null ? create(url, next, write) : save(loadedOf(base), next, write))
        return { is: 'saved', version: versionOf(last) }
      } catch (error) {
        return conflictOf(error) ?? failureOf(error)
      }
    },

    async delete(base): Promise<Deleted> {
      try {
        await remove(loadedOf(base), { ...options, codec: codecOf(base.type) })
        return { is: 'deleted' }
      } catch (error) {
        return conflictOf(error) ?? failureOf(error)
      }
    },
  }
}

function codecOf(type: string): Codec<DocumentText> {
  return { type, parse: readDocumentText, format: ({ text }) => text }
}

function versionOf({ etag, data }: Loaded<DocumentText>): Version {
  return { etag, ...data }
}

function codeOf(error: unknown): string | null {
  return error instanceof IfMatchError ? error.code : null
}

function conflictOf(error: unknown): { is: 'conflict'; theirs: Version | null } | null {
  if (error instanceof ConflictError) return { is: 'conflict', theirs: versionOf(error.theirs as Loaded<DocumentText>) }
  return codeOf(error) === 'missing' ? { is: 'conflict', theirs: null } : null
}

function failureOf(error: unknown): Failure {
  const { cause, message } = error as Error
  if (cause instanceof NotText) return { is: 'no text', why: cause.message }
  const code = codeOf(error)
  if (code === 'network' || code === 'unknown' || code === 'busy') return { is: 'away' }
  const detail = error instanceof IfMatchError ? error.problem?.detail : undefined
  return { is: 'refused', why: detail ?? message }
}
