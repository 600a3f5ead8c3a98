import type { DocumentText } from './document-text.ts'

/** A version of a document, as the server gave it: its text and the tag that came with it. */
export interface Version extends DocumentText {
  readonly etag: string | null
}

/** What was typed, with the version that it was made from; `null`: nothing was there. */
export interface Aside extends DocumentText {
  readonly base: Version | null
}

/** A save as it was sent, under a name of its own: the server knows by that whether it has done it. */
export interface Sent {
  readonly key: string
  readonly text: string
}

/** What was typed and is not saved. */
export interface Draft extends Aside {
  /** A save whose answer has not come. */
  readonly sent: Sent | null
  /** Whether it was told to be saved, and waits for the server. */
  readonly waits: boolean
  /** Texts that were given up for someone else's, kept in case they are wanted after all. */
  readonly aside: readonly Aside[]
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

/** A name that nobody else has. */
export function newName(): string {
  // crypto.randomUUID is there on https alone.
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('-')
}

function isDraft(value: unknown): value is Draft {
  if (!isAside(value)) return false
  const { sent, waits, aside } = value as { readonly [name in keyof Draft]: unknown }
  return (sent === null || isSent(sent)) && typeof waits === 'boolean' && Array.isArray(aside) && aside.every(isAside)
}

function isAside(value: unknown): value is Aside {
  if (typeof value !== 'object' || value === null) return false
  const { base, type, text } = value as Record<keyof Aside, unknown>
  return (base === null || isVersion(base)) && typeof type === 'string' && typeof text === 'string'
}

function isSent(value: unknown): value is Sent {
  const { key, text } = Object(value) as Record<keyof Sent, unknown>
  return typeof key === 'string' && typeof text === 'string'
}

function isVersion(value: unknown): value is Version {
  const { etag, type, text } = Object(value) as Record<keyof Version, unknown>
  return (etag === null || typeof etag === 'string') && typeof type === 'string' && typeof text === 'string'
}
