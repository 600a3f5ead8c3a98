import type { DocumentText } from './document-text.ts'

/** A version of a document, as the server gave it: its text and the tag that came with it. */
export interface Version extends DocumentText {
  readonly etag: string | null
}

/** What was typed and is not saved, with the version that it was made from; `null`: nothing was there. */
export interface Draft {
  readonly base: Version | null
  readonly type: string
  readonly text: string
  /** Whether it was told to be saved, and waits for the network. */
  readonly waits: boolean
  /** A text that was given up for someone else's, kept in case it is wanted after all. */
  readonly aside: string | null
}

/** What is used of localStorage. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Where drafts of one document are kept, each tab's under a key of its own: two tabs never write over each other. */
export class Drafts {
  readonly #storage: DraftStorage
  readonly #prefix: string
  readonly #tab: string

  constructor(storage: DraftStorage, id: string, tab: string) {
    this.#storage = storage
    this.#prefix = `ifmatch draft ${id} `
    this.#tab = tab
  }

  /** This tab's draft, or else `null`. */
  own(): Draft | null {
    return this.#read(this.#prefix + this.#tab)
  }

  /** The other tabs that left a draft of this document. */
  others(): string[] {
    const keys = Array.from({ length: this.#storage.length }, (_, n) => this.#storage.key(n) ?? '')
    return keys
      .filter((key) => key.startsWith(this.#prefix) && key !== this.#prefix + this.#tab)
      .map((key) => key.slice(this.#prefix.length))
  }

  /** Makes the draft of a tab that is closed this tab's own. */
  takeOver(tab: string): Draft | null {
    const draft = this.#read(this.#prefix + tab)
    if (draft !== null && !this.keep(draft)) return draft
    this.#storage.removeItem(this.#prefix + tab)
    return draft
  }

  /** Keeps a draft. Whether it could: storage is full some time, and some browsers have none. */
  keep(draft: Draft): boolean {
    try {
      this.#storage.setItem(this.#prefix + this.#tab, JSON.stringify(draft))
      return true
    } catch {
      return false
    }
  }

  drop(): void {
    try {
      this.#storage.removeItem(this.#prefix + this.#tab)
    } catch {
      // A storage that may not be used holds no draft either.
    }
  }

  #read(key: string): Draft | null {
    try {
      const value = JSON.parse(this.#storage.getItem(key) ?? 'null') as unknown
      return isDraft(value) ? value : null
    } catch {
      return null
    }
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false
  const { base, type, text, waits, aside } = value as Record<keyof Draft, unknown>
  return (
    (base === null || isVersion(base)) &&
    typeof type === 'string' &&
    typeof text === 'string' &&
    typeof waits === 'boolean' &&
    (aside === null || typeof aside === 'string')
  )
}

function isVersion(value: unknown): value is Version {
  if (typeof value !== 'object' || value === null) return false
  const { etag, type, text } = value as Record<keyof Version, unknown>
  return (etag === null || typeof etag === 'string') && typeof type === 'string' && typeof text === 'string'
}
