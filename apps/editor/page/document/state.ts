import type { Aside, Sent, Version } from './drafts.ts'

/** What a person sees of a document that is being edited. */
export interface State {
  readonly phase: 'loading' | 'editing' | 'saving' | 'no text'
  /** The version that the text was made from; `null`: nothing was there. */
  readonly base: Version | null
  readonly type: string
  readonly text: string
  /** What somebody else made of it since, where the text was not made from that. */
  readonly newer: Version | 'deleted' | null
  /** A save was refused for what somebody else made of it: a person has to choose. */
  readonly conflict: boolean
  /** Why the server gives no answer of use, while it gives none. */
  readonly away: Away | null
  /** A save that was sent, and of which it is not known yet whether it was done. */
  readonly sent: Sent | null
  /** The text was told to be saved, and will be as soon as the server answers. */
  readonly waits: boolean
  /** The text is kept nowhere but here: storage is full, or may not be used. */
  readonly unkept: boolean
  /** Texts that were given up for someone else's, the last one last. */
  readonly aside: readonly Aside[]
  /** Why the server refused the last save, or why there is no text. */
  readonly refusal: string | null
}

/** Nothing came back; the server says that it has no time; or it answers a read with an error. */
export type Away = 'network' | 'busy' | 'refusing'

/** What happened, beside what can be seen in the state. */
export type Happening = 'restored' | 'updated' | 'saved' | 'deleted' | 'conflict' | 'waits'

/** Before anything is known of the document; the type is what a new one would have. */
export function beginning(type: string): State {
  return {
    phase: 'loading',
    base: null,
    type,
    text: '',
    newer: null,
    conflict: false,
    away: null,
    sent: null,
    waits: false,
    unkept: false,
    aside: [],
    refusal: null,
  }
}

/** Whether the text differs from the version that it was made from. */
export function isEdited({ base, text }: Pick<State, 'base' | 'text'>): boolean {
  return base === null ? text !== '' : base.text !== text
}

/** Whether there is something to lose: a text that the server does not have. */
export function isUnsaved(state: State): boolean {
  return state.newer === 'deleted' || isEdited(state)
}
