import { type Draft, type Drafts, newName, type Sent, type Version } from './drafts.ts'
import type { Failure, Server } from './server.ts'
import { beginning, type Happening, isEdited, isUnsaved, type State } from './state.ts'

/** One document, edited in one tab: the one place that decides what becomes of what is typed. */
export class Session {
  readonly #server: Server
  readonly #drafts: Drafts
  readonly #tell: (state: State, happening: Happening | null) => void
  #state: State

  constructor(
    server: Server,
    drafts: Drafts,
    type: string,
    tell: (state: State, happening: Happening | null) => void = () => {},
  ) {
    this.#server = server
    this.#drafts = drafts
    this.#tell = tell
    this.#state = beginning(type)
  }

  get state(): State {
    return this.#state
  }

  /** Begins: with what was typed before, if there is a draft, and with what the server has. */
  async open(draft: Draft | null): Promise<void> {
    if (draft !== null) this.#become({ ...draft, phase: 'editing' }, 'restored')
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
    if (answer.is === 'away' || answer.is === 'refused') {
      const away = answer.is === 'refused' ? 'refusing' : answer.why
      if (now.away !== away) this.#become({ away })
      return
    }
    if (now.away !== null) this.#become({ away: null })
    // What was sent is asked for first: what is there now may be just that, or made from it.
    if (now.sent !== null) return this.save()
    if (answer.is === 'no text') return this.#become({ phase: 'no text', refusal: answer.why })
    if (now.phase === 'loading') this.#become({ phase: 'editing' })
    if (answer.is === 'there') this.#meet(answer.version)
    else if (answer.is === 'missing' && newer !== 'deleted' && base !== null) this.#become({ newer: 'deleted' })
    if (this.#state.waits && this.#state.newer === null) await this.save()
  }

  /** Saves the text, on the condition that nobody saved since the version that it was made from. */
  async save(): Promise<void> {
    const { phase, base, sent } = this.#state
    // As soon as the one that is under way is done.
    if (phase === 'saving') return this.#become({ waits: true })
    if (phase !== 'editing') return
    if (base !== null && sent === null && !isUnsaved(this.#state)) {
      if (this.#state.waits) this.#become({ waits: false })
      return
    }
    await this.#send()
    const { waits, away, newer } = this.#state
    if (waits && away === null && newer === null) await this.save()
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
    this.#become({ ...this.#from(seen), text: seen.text, aside: this.#withAside() }, 'updated')
  }

  /** Takes a text that was made from both, and from now on from theirs. */
  take(seen: Version, merged: string): void {
    this.#become({ ...this.#from(seen), text: merged })
  }

  /** Leaves the choice for later: the text stays as it is, and so does what it was made from. */
  decideLater(): void {
    this.#become({ conflict: false, waits: false })
  }

  /**
   * Brings back what was put aside last, with the version that it was made from: what came since is a newer one. What is
   * there now is put aside in its place, unless the server has it.
   */
  bringBack(): void {
    const { base: current, newer, aside } = this.#state
    const last = aside.at(-1)
    if (last === undefined) return
    const others = (isUnsaved(this.#state) ? this.#withAside() : aside).filter((one) => one !== last)
    const since = newer ?? (current?.etag === last.base?.etag ? null : current)
    this.#become({ ...last, newer: since, conflict: false, sent: null, waits: false, aside: others })
  }

  /** Gives up what was put aside last. */
  forgetAside(): void {
    this.#become({ aside: this.#state.aside.slice(0, -1) })
  }

  /** Gives up the text. What was put aside stays. */
  letGo(): void {
    this.#become({ base: null, text: '', newer: null, conflict: false, sent: null, waits: false })
  }

  /** Deletes the document, on the condition that it is still the version that is shown. */
  async delete(): Promise<void> {
    const { base, phase, text } = this.#state
    if (base === null || phase !== 'editing') return
    this.#become({ phase: 'saving', refusal: null })
    const deleted = await this.#server.delete(base)
    this.#become({ phase: 'editing', away: deleted.is === 'away' ? deleted.why : null })
    if (deleted.is === 'deleted') {
      // What was typed meanwhile was not asked about.
      const typed = this.#state.text === text ? '' : this.#state.text
      this.#become({ base: null, text: typed, newer: null, conflict: false, sent: null, waits: false }, 'deleted')
    } else if (deleted.is !== 'conflict') {
      const unknown = 'It is not known whether it was deleted: the server does not answer.'
      this.#become({ refusal: deleted.is === 'away' ? unknown : `Not deleted. ${deleted.why}` })
    } else if (deleted.theirs === null) {
      this.#become({ newer: 'deleted' })
    } else {
      this.#meet(deleted.theirs)
      this.#become({ refusal: 'Not deleted. Somebody saved a newer version: look at it first.' })
    }
  }

  /** Sends the text; or again, by the same name, what was sent before and never answered. */
  async #send(): Promise<void> {
    const { base, newer, type, text, waits } = this.#state
    // Whoever saves a text that somebody else deleted has been told, and makes it again.
    const from = newer === 'deleted' ? null : base
    const sent = this.#state.sent ?? { key: newName(), text }
    this.#become({ phase: 'saving', sent, waits: waits && sent.text !== text, refusal: null })
    const saved = await this.#server.save(from, { type, text: sent.text }, sent.key)
    this.#become({ phase: 'editing', away: saved.is === 'away' ? saved.why : null })
    if (saved.is === 'saved') this.#saved(sent, saved.version)
    // One that waited is refused out of the blue: nobody is asked in the middle of a word.
    else if (saved.is === 'conflict') this.#refused(sent, saved.theirs, waits ? 'told' : 'asked')
    else this.#fail(saved)
  }

  /** The server has what was sent, and this version: what was sent, or what somebody else made of it since. */
  #saved(sent: Sent, version: Version): void {
    if (version.text === sent.text) return this.#done(version, 'saved', this.#state.text)
    const base = { etag: null, type: this.#state.type, text: sent.text }
    this.#become({ base, newer: null, conflict: false, sent: null })
    this.#meet(version)
  }

  #refused(sent: Sent, theirs: Version | null, person: 'told' | 'asked'): void {
    this.#become({ sent: null })
    if (theirs === null) return this.#become({ newer: 'deleted', waits: false }, 'conflict')
    if (theirs.text === sent.text) return this.#done(theirs, null, this.#state.text)
    this.#meet(theirs)
    if (this.#state.newer !== null) this.#become({ conflict: person === 'asked' }, 'conflict')
  }

  #fail(failure: Failure): void {
    if (failure.is === 'away') this.#become({ waits: true }, 'waits')
    else if (failure.is === 'no text')
      this.#become({ phase: 'no text', sent: null, waits: false, refusal: failure.why })
    else this.#become({ sent: null, waits: false, refusal: `Not saved. ${failure.why}` })
  }

  /** Meets a version that somebody made. */
  #meet(version: Version): void {
    const { base, text, conflict } = this.#state
    if (version.etag !== null && version.etag === base?.etag) {
      if (this.#state.newer !== null) this.#become({ newer: null, conflict: false })
    } else if (version.text === text) this.#done(version, null)
    else if (!isEdited(this.#state)) this.#done(version, base === null ? null : 'updated')
    else this.#become({ newer: version, conflict, waits: false })
  }

  /** The server has this version, and the text is from now on made from it: the version's own, or what was typed since. */
  #done(version: Version, happening: Happening | null, text = version.text): void {
    const waits = this.#state.waits && text !== version.text
    const { type } = version
    const settled = { phase: 'editing', newer: null, conflict: false, sent: null, refusal: null } as const
    this.#become({ ...settled, base: version, type, text, waits }, happening)
  }

  /** What it means that the text is made from a version that somebody else made. */
  #from(seen: Version): Partial<State> {
    const { newer } = this.#state
    const stillNewer = newer === 'deleted' || newer?.etag === seen.etag ? null : newer
    const made = { base: seen, type: seen.type, newer: stillNewer }
    return { ...made, conflict: false, sent: null, waits: false, refusal: null }
  }

  #withAside(): State['aside'] {
    const { base, type, text, aside } = this.#state
    return [...aside, { base, type, text }]
  }

  #become(change: Partial<State>, happening: Happening | null = null): void {
    const next = { ...this.#state, ...change }
    this.#state = { ...next, unkept: !this.#keep(next) }
    this.#tell(this.#state, happening)
  }

  /** Keeps what the server does not have, before anything else is done with it. Whether it is kept. */
  #keep(state: State): boolean {
    const { phase, base, type, text, sent, waits, aside } = state
    if (phase === 'loading') return true
    if (isUnsaved(state) || sent !== null || aside.length > 0 || waits) {
      return this.#drafts.keep({ base, type, text, sent, waits, aside })
    }
    this.#drafts.drop()
    return true
  }
}
