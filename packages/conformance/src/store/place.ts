import type { Resource, Snapshot } from '@ifmatch/core'
import { expect, show } from './expect.ts'
import { picture } from './picture.ts'

/** What `storeChecks` was asked to check. */
export interface Subject<S extends Snapshot, N> {
  open(key: string): Resource<S, N>
  value(n: number): N
  number?(state: S): number
  same?(state: S, next: N): boolean | Promise<boolean>
  readonly values: readonly N[]
  readonly keys: readonly string[]
  readonly create: boolean
  readonly remove: boolean
  readonly rounds: number
  readonly elsewhere?: string | URL
}

/** A resource with a state, as a check finds it. */
export interface Begun<S extends Snapshot, N> {
  readonly key: string
  readonly resource: Resource<S, N>
  readonly state: S
}

/** Where one check works: keys that nobody used before, which it leaves empty where it can. */
export class Place<S extends Snapshot, N> {
  readonly subject: Subject<S, N>
  readonly #keys: string[] = []

  constructor(subject: Subject<S, N>) {
    this.subject = subject
  }

  /** A key that nobody used before: a UUID, so that it fits columns of that type, too. */
  key(): string {
    return this.use(crypto.randomUUID())
  }

  /** A key that is cleared in the end. */
  use(key: string): string {
    this.#keys.push(key)
    return key
  }

  /** A new handle on what may be open elsewhere, too. */
  open(key: string): Resource<S, N> {
    return this.subject.open(key)
  }

  /** A resource with a first state: `value(0)`, or what is there where the store cannot create. */
  async begin(): Promise<Begun<S, N>> {
    const key = this.key()
    const resource = this.open(key)
    if (this.subject.create) return { key, resource, state: await this.create(resource, this.subject.value(0)) }
    const state = await resource.read()
    expect(state !== null, 'Nothing is there: with create: false, open(key) has to give a resource that is there')
    return { key, resource, state }
  }

  async create(resource: Resource<S, N>, next: N, writeIds?: readonly string[]): Promise<S> {
    const state = await resource.swap(null, next, writeIds)
    expect(state !== null, 'Nothing was there, and swap(null, next) said that someone was faster')
    return state
  }

  async swap(resource: Resource<S, N>, current: S, next: N, writeIds?: readonly string[]): Promise<S> {
    const state = await resource.swap(current, next, writeIds)
    expect(state !== null, `Version ${show(current.version)} was current, and swap said that someone was faster`)
    return state
  }

  async remove(resource: Resource<S, N>, current: S): Promise<boolean> {
    expect(resource.remove !== undefined, 'This store has no remove: pass remove: false where it cannot')
    return resource.remove(current)
  }

  /** Demands that a new handle reads exactly this state. */
  async expectState(key: string, state: S | null, when: string): Promise<void> {
    const read = await this.open(key).read()
    expect(
      picture(read) === picture(state),
      `${when}, read gives ${show(picture(read))} where ${show(picture(state))} is due`,
    )
  }

  /** Demands that the state holds what was written, as far as the options can tell. */
  async expectHolds(state: S, next: N, n: number | null, when: string): Promise<void> {
    const { number, same } = this.subject
    if (n !== null && number) {
      const found = number(state)
      expect(found === n, `${when}, the state holds ${show(found)} where value(${n}) was written`)
    }
    if (same) expect(await same(state, next), `${when}, the state does not hold what was written`)
  }

  /** Leaves nothing behind where the store can remove. What fails here is no matter of the check. */
  async clear(): Promise<void> {
    if (!this.subject.remove) return
    for (const key of this.#keys) await clear(this.open(key)).catch(() => {})
  }
}

/** Empties what a check leaves behind. */
async function clear<S extends Snapshot, N>(resource: Resource<S, N>): Promise<void> {
  const state = await resource.read()
  if (state) await resource.remove?.(state)
}
