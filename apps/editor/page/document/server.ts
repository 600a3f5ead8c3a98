import type { Version } from './drafts.ts'
import type { DocumentText } from './document-text.ts'

/** What a question about a document came to. */
export type Answer =
  | { readonly is: 'there'; readonly version: Version }
  /** It is still the version that the question named. */
  | { readonly is: 'same' }
  | { readonly is: 'missing' }
  | Failure

/** What a save came to. */
export type Saved =
  | { readonly is: 'saved'; readonly version: Version }
  /** It was made from another version than the current one; `null`: nothing is there now. */
  | { readonly is: 'conflict'; readonly theirs: Version | null }
  | Failure

/** What a deletion came to. */
export type Deleted = { readonly is: 'deleted' } | Exclude<Saved, { readonly is: 'saved' }>

/** Why there is no answer of use. */
export type Failure =
  /** Nothing came back, or the server has no time. Of a save it is not known whether it was done. */
  | { readonly is: 'away'; readonly why: 'network' | 'busy' }
  /** In a sentence. */
  | { readonly is: 'refused'; readonly why: string }
  /** It is there, and no text. */
  | { readonly is: 'no text'; readonly why: string }

/** One document on the server. Nothing of it rejects. */
export interface Server {
  ask(known: Version | null): Promise<Answer>
  /**
   * Saves what was made from a version; from `null`, where nothing was there. Sent again under the same key, it is done once.
   */
  save(base: Version | null, next: DocumentText, key: string): Promise<Saved>
  delete(base: Version): Promise<Deleted>
}
