import type { Draft, Drafts, Version } from './drafts.ts'
import type { Failure, Server } from './server.ts'

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
  /** The network or the server is away. */
  readonly away: boolean
  /** It was told to be saved, and will be when the network is back. */
  readonly waits: boolean
  /** The text is kept nowhere but here: storage is full, or may not be used. */
  readonly unkept: boolean
  /** A text that was given up for someone else's. */
  readonly aside: string | null
  /** Why the server refused the last save, or why there is no text. */
  readonly refusal: string | null
}

/** What happened, beside what can be seen in the state. */
export type Happening = 'restored' | 'updated' | 'saved' | 'deleted' | 'conflict' | 'waits'

/** Whether the text differs from the version that it was made from. */
export function isEdited({ base, text }: Pick<State, 'base' | 'text'>): boolean {
  return base === null ? text !== '' : base.text !== text
}

/** Whether there is something to lose: a text that the server does not have. */
export function isUnsaved(state: State): boolean {
  return state.newer === 'deleted' || isEdited(state)
}

/** One document, edited in one tab: the one place that decides what becomes of what is typed. */
export class Session {
  readonly #server: Server
  readonly #drafts: Drafts
  readonly #tell: (state: State, happening: Happening | null) => void
  #state: State
  // What was sent last, so that it is known again where the answer to a save was lost.
  #sent: string | null = null

  constructor(
    server: Server,
    drafts: Drafts,
    type: string,
    tell: (state: State, happening: Happening | null) => void = () => {},
  ) {
    this.#server = server
    this.#drafts = drafts
    this.#tell = tell
    this.#state = {
      phase: 'loading',
      base: null,
      type,
      text: '',
      newer: null,
      conflict: false,
      away: false,
      waits: false,
      unkept: false,
      aside: null,
      refusal: null,
    }
  }

  get state(): State {
    return this.#state
  }

  /** Begins: with what was typed before, if there is a draft, and with what the server has. */
  async open(draft: Draft | null): Promise<void> {
    if (draft !== null) {
      const { base, type, text, waits, aside } = draft
      this.#become({ phase: 'editing', base, type, text, waits, aside }, 'restored')
    }
    await this.look()
  }

  /** Takes what was typed. */
  type(text: string): void {
    if (text === this.#state.text) return
    this.#become({ text, refusal: null })
  }

  /** Asks whether somebody else saved, and sends what waits. */
  async look(): Promise<void> {
    if (this.#state.phase === 'saving' || this.#state.phase === 'no text') return
    const { base, newer } = this.#state
    const known = newer === 'deleted' ? null : (newer ?? base)
    const answer = await this.#server.ask(known)
    // A save that was begun meanwhile knows better.
    const now = this.#state
    if (now.phase === 'saving' || now.base !== base || now.newer !== newer) return
    if (answer.is === 'away') {
      if (!now.away) this.#become({ away: true })
      return
    }
    if (answer.is === 'no text') this.#become({ phase: 'no text', away: false, refusal: answer.why })
    else if (answer.is === 'refused') this.#become({ away: false, refusal: answer.why })
    else {
      if (now.away || now.phase === 'loading') this.#become({ away: false, phase: 'editing' })
      if (answer.is === 'there') this.#meet(answer.version)
      else if (answer.is === 'missing' && newer !== 'deleted' && base !== null) this.#become({ newer: 'deleted' })
    }
    if (this.#state.waits && !this.#state.away && this.#state.newer === null) await this.save()
  }

  /** Saves the text, on the condition that nobody saved since the version that it was made from. */
  async save(): Promise<void> {
    const { phase, newer, text, type } = this.#state
    if (phase !== 'editing' || (this.#state.base !== null && !isUnsaved(this.#state))) return
    // Whoever saves a text that somebody else deleted has been told, and makes it again.
    const base = newer === 'deleted' ? null : this.#state.base
    this.#become({ phase: 'saving', refusal: null })
    this.#sent = text
    const saved = await this.#server.save(base, { type, text })
    this.#become({ phase: 'editing', away: saved.is === 'away' })
    if (saved.is === 'saved') this.#done(saved.version, 'saved')
    else if (saved.is === 'conflict') this.#refused(saved.theirs)
    else this.#fail(saved)
  }

  /**
   * Saves the text over what somebody else made of the document: over the version that was seen, and no other. Where there
   * is a newer one by now, the save is refused like any other.
   */
  async keepMine(seen: Version): Promise<void> {
    this.#become({ ...this.#from(seen) })
    await this.save()
  }

  /** Shows what somebody else made of the document, and puts the text aside. */
  takeTheirs(seen: Version): void {
    const { text } = this.#state
    this.#become({ ...this.#from(seen), text: seen.text, aside: text }, 'updated')
  }

  /** Takes a text that was made from both, and from now on from theirs. */
  take(seen: Version, merged: string): void {
    this.#become({ ...this.#from(seen), text: merged })
  }

  /** Leaves the choice for later: the text stays as it is, and so does what it was made from. */
  decideLater(): void {
    this.#become({ conflict: false, waits: false })
  }

  /** Brings back what was put aside. What is there now is put aside in its place, unless the server has it. */
  bringBack(): void {
    const { aside, text } = this.#state
    if (aside === null) return
    this.#become({ text: aside, aside: isUnsaved(this.#state) ? text : null })
  }

  /** Gives up what was put aside. */
  forgetAside(): void {
    this.#become({ aside: null })
  }

  /** Deletes the document, on the condition that it is still the version that is shown. */
  async delete(): Promise<void> {
    const { base, phase } = this.#state
    if (base === null || phase !== 'editing') return
    this.#become({ phase: 'saving', refusal: null })
    const deleted = await this.#server.delete(base)
    this.#become({ phase: 'editing', away: deleted.is === 'away' })
    if (deleted.is === 'deleted') {
      this.#become({ base: null, text: '', newer: null, conflict: false, waits: false }, 'deleted')
    } else if (deleted.is !== 'conflict') {
      this.#become({ refusal: deleted.is === 'away' ? 'The network is away, so nothing was deleted.' : deleted.why })
    } else if (deleted.theirs === null) {
      this.#become({ newer: 'deleted' })
    } else {
      this.#meet(deleted.theirs)
      this.#become({ refusal: 'Somebody saved a newer version, so nothing was deleted: look at it first.' })
    }
  }

  /** What it means that the text is made from a version that somebody else made. */
  #from(seen: Version): Partial<State> {
    const { newer } = this.#state
    const stillNewer = newer !== null && newer !== 'deleted' && newer.etag === seen.etag ? null : newer
    return { base: seen, type: seen.type, newer: stillNewer, conflict: false, waits: false, refusal: null }
  }

  /** Meets a version that somebody made, or that this tab made without being told. */
  #meet(version: Version): void {
    const { base, text, conflict } = this.#state
    if (version.etag !== null && version.etag === base?.etag) {
      if (this.#state.newer !== null) this.#become({ newer: null, conflict: false })
    } else if (version.text === text || (this.#sent !== null && version.text === this.#sent)) {
      this.#done(version, this.#sent === version.text ? 'saved' : null)
    } else if (!isEdited(this.#state)) {
      this.#done(version, base === null ? null : 'updated')
    } else {
      this.#become({ newer: version, conflict, waits: false })
    }
  }

  #refused(theirs: Version | null): void {
    if (theirs === null) return this.#become({ newer: 'deleted', waits: false }, 'conflict')
    this.#meet(theirs)
    if (this.#state.newer !== null) this.#become({ conflict: true }, 'conflict')
  }

  #fail(failure: Failure): void {
    if (failure.is === 'away') this.#become({ waits: true, away: true }, 'waits')
    else this.#become({ waits: false, refusal: failure.why })
  }

  /** The server has this version, and the text is from now on made from it. */
  #done(version: Version, happening: Happening | null, aside: string | null = this.#state.aside): void {
    const { text } = this.#state
    // What was typed while a save was under way is not saved with it.
    const keeps = happening !== 'updated' && this.#sent === version.text && text !== version.text
    const { type } = version
    this.#sent = null
    this.#become(
      {
        phase: 'editing',
        base: version,
        type,
        text: keeps ? text : version.text,
        newer: null,
        conflict: false,
        waits: false,
        refusal: null,
        aside,
      },
      happening,
    )
  }

  #become(change: Partial<State>, happening: Happening | null = null): void {
    const next = { ...this.#state, ...change }
    this.#state = { ...next, unkept: !this.#keep(next) }
    this.#tell(this.#state, happening)
  }

  /** Keeps what the server does not have, before anything else is done with it. Whether it is kept. */
  #keep(state: State): boolean {
    const { phase, base, type, text, waits, aside } = state
    if (phase === 'loading') return true
    if (isUnsaved(state) || aside !== null || waits) return this.#drafts.keep({ base, type, text, waits, aside })
    this.#drafts.drop()
    return true
  }
}
