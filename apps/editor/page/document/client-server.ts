import {
  type Codec,
  ConflictError,
  create,
  IfMatchError,
  load,
  type Loaded,
  remove,
  save,
  UnknownOutcomeError,
} from '@ifmatch/client'
import { type DocumentText, NotText, readDocumentText } from './document-text.ts'
import type { Version } from './drafts.ts'
import type { Answer, Deleted, Failure, Saved, Server } from './server.ts'

/** A document behind an address, asked by `@ifmatch/client`. */
export function clientServer(url: string, fetch: typeof globalThis.fetch): Server {
  // Each request is sent once: it is the session that decides when to send it again, and it waits for the network.
  const options = { fetch, attempts: 1 }
  // What was loaded last is loaded again where it is still the same: the tag is enough to know it by.
  let last: Loaded<DocumentText> | null = null

  const loadedOf = ({ etag, type, text }: Version): Loaded<DocumentText> =>
    last && last.etag === etag && last.data.text === text ? last : { url, etag, data: { type, text } }

  async function ask(known: Version | null): Promise<Answer> {
    const since = known && known.etag !== null ? loadedOf(known) : null
    try {
      last = await load<DocumentText>(url, { ...options, codec: codecOf(known?.type ?? ''), since })
      return last === since ? { is: 'same' } : { is: 'there', version: versionOf(last) }
    } catch (error) {
      return codeOf(error) === 'missing' ? { is: 'missing' } : failureOf(error)
    }
  }

  return {
    ask,

    async save(base, next, key): Promise<Saved> {
      const write = { ...options, codec: codecOf(next.type), idempotencyKey: key }
      try {
        last = await (base === null ? create(url, next, write) : save(loadedOf(base), next, write))
        return { is: 'saved', version: versionOf(last) }
      } catch (error) {
        if (!isForgotten(error)) return conflictOf(error) ?? failureOf(error)
        // Whether it was done nobody knows any more: a person has to look at what is there.
        const found = await ask(null)
        if (found.is === 'there') return { is: 'conflict', theirs: found.version }
        return found.is === 'missing' || found.is === 'same' ? { is: 'conflict', theirs: null } : found
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
  if (code === 'network' || code === 'busy') return { is: 'away', why: code }
  const { problem = null, status = 0 } = error as Partial<IfMatchError>
  if (code === 'unknown') return { is: 'away', why: status === 0 ? 'network' : 'busy' }
  return { is: 'refused', why: problem?.detail ?? (code === 'http' ? `The server answered ${status}.` : message) }
}

/** Whether the server answered that so many saves came since that it cannot tell. */
function isForgotten(error: unknown): boolean {
  return error instanceof UnknownOutcomeError && error.status === 412
}
