import { NotRun } from './case.ts'
import { type Contents, contentsFor } from './contents.ts'
import { type Answer, type Field, sameBytes } from './message.ts'
import { type State } from './state.ts'
import type { Target } from './target.ts'
import { fillAll } from './template.ts'
import { NoAnswer } from './transport.ts'

/** Conditions that a write may carry when it shall be done, best first. */
const means: readonly (readonly Field[])[] = [
  [['If-Match', '{tag}']],
  [],
  [['If-Match', '*']],
  [['If-Unmodified-Since', '{date}']],
]

/** How the target is written, found out by the first PUT. */
interface Way {
  readonly condition: readonly Field[]
  readonly contents: Contents
}

/** Writes to the target, and puts it back as it was. */
export class Writing {
  readonly #target: Target
  #way: Promise<Way> | null = null
  #demands: Promise<boolean> | null = null
  #count = 0
  /** Whether nothing was beside the target when the first PUT was made: only then what is there is ours to remove. */
  #wasFree = false
  #hasWritten = false
  /** What could not be put back, one sentence each. */
  readonly left: string[] = []

  constructor(target: Target) {
    this.#target = target
  }

  /** A number that no content had before. */
  next(): number {
    return ++this.#count
  }

  /**
   * How the target is written.
   *
   * @throws NotRun where PUT does not work
   */
  way(): Promise<Way> {
    return (this.#way ??= this.#findWay().catch((error: unknown) => {
      // An answer that was lost says nothing: the next case finds it out.
      if (error instanceof NoAnswer) this.#way = null
      throw error
    }))
  }

  /** Whether a write without a condition is refused with 428. */
  demands(): Promise<boolean> {
    return (this.#demands ??= this.#findDemands().catch((error: unknown) => {
      if (error instanceof NoAnswer) this.#demands = null
      throw error
    }))
  }

  async #findWay(): Promise<Way> {
    const first = await this.#target.probe()
    this.#wasFree = (await this.#target.read(this.#target.missingUrl)) === null
    const candidates = contentsFor(first)
    this.#hasWritten = true
    let because = ''
    for (const condition of means) {
      for (const contents of candidates) {
        const state = (await this.#target.read()) ?? first
        if (
          condition.some(([, value]) => value === '{tag}' && !state.tag) ||
          condition.some(([, value]) => value === '{date}' && state.modified === null)
        )
          break
        const n = this.next()
        const answer = await this.put(state, contents.make(n), fillAll(condition, state))
        if (answer.status >= 200 && answer.status < 300) {
          const now = await this.#target.read()
          if (now && contents.number(now.content) === n) return { condition, contents }
          because ||= `PUT is answered ${answer.status}, and GET shows other content`
        } else because ||= `PUT is answered ${answer.status}`
        if ([412, 428].includes(answer.status)) break
        if ([401, 403, 404, 405, 501].includes(answer.status)) throw new NotRun(because)
      }
    }
    throw new NotRun(because)
  }

  async #findDemands(): Promise<boolean> {
    const { contents } = await this.way()
    const state = (await this.#target.read())!
    return (await this.put(state, contents.make(this.next()), [])).status === 428
  }

  /** PUT with the type that the target has. */
  put(state: State, content: Uint8Array, fields: readonly Field[], url?: URL): Promise<Answer> {
    const type: Field[] = state.type === null ? [] : [['Content-Type', state.type]]
    const all = [...fields, ...type.filter(([name]) => !fields.some(([other]) => other === name))]
    return this.#target.send({ method: 'PUT', fields: all, content, ...(url && { url }) })
  }

  /** Leaves the target, and the place beside it, as they were found. */
  async putAllBack(): Promise<void> {
    if (!this.#hasWritten) return
    try {
      await this.#putAllBackNow()
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      await this.#target.demandLife(error.message)
      await this.#putAllBackNow().catch((reason: unknown) => {
        if (!(reason instanceof NoAnswer)) throw reason
        this.#leave(`${this.#target.url.href} could not be put back: ${reason.message}`)
      })
    }
  }

  async #putAllBackNow(): Promise<void> {
    await this.putBack()
    if (this.#wasFree) await this.clear()
  }

  /** Puts back what the target was, content and type. */
  async putBack(): Promise<void> {
    const first = await this.#target.probe()
    const isBack = (now: State | null): boolean =>
      now !== null && now.type === first.type && (!this.#target.stable || sameBytes(now.content, first.content))
    let now = await this.#target.read()
    let status = 'not done'
    for (let attempt = 0; attempt < 5 && !isBack(now); attempt++) {
      const condition = await this.way().then(
        (way) => way.condition,
        () => [],
      )
      // A tag may be weak until the second of its write is over.
      const isTooNew = now?.tag?.weak && first.tag?.weak === false
      const known = isTooNew ? ([['If-Match', '*']] as const) : condition
      const fields = now ? fillAll(known, now) : ([['If-None-Match', '*']] as const)
      status = `answered ${(await this.put(first, first.content, fields)).status}`
      now = await this.#target.read()
    }
    if (!isBack(now)) this.#leave(`${this.#target.url.href} could not be put back: PUT is ${status}`)
  }

  /** Removes what was created. */
  async clear(url: URL = this.#target.missingUrl): Promise<void> {
    let status = 0
    for (let attempt = 0; attempt < 3; attempt++) {
      const now = await this.#target.read(url)
      if (now === null) return
      const condition: Field[] = now.etag === null ? [] : [['If-Match', now.tag?.weak ? '*' : now.etag]]
      status = (await this.#target.send({ method: 'DELETE', fields: condition, url })).status
    }
    if ((await this.#target.read(url)) !== null)
      this.#leave(`${url.href} could not be removed: DELETE is answered ${status}`)
  }

  #leave(sentence: string): void {
    if (!this.left.includes(sentence)) this.left.push(sentence)
  }
}
