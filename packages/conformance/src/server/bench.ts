import { type Ability, lacks } from './abilities.ts'
import { Failed, Unanswered } from './case.ts'
import { type Answer, type Asked, type Exchange, type Field, answerText, inWords, requestText } from './message.ts'
import { type Circumstances, type Due, due } from './oracle/due.ts'
import { type State, selectedOf } from './state.ts'
import type { Question, Target } from './target.ts'
import { NoAnswer } from './transport.ts'
import type { Writing } from './writing.ts'

/** Where one case works: it asks here, and what was asked is kept for the report. */
export class Bench {
  readonly target: Target
  readonly writing: Writing
  readonly exchanges: Exchange[] = []
  /** What was due, in words, once that is known. */
  readonly because: string[] = []
  readonly figures: Record<string, number> = {}
  /** What an open case found, in words of its own. */
  recorded: string | null = null
  /** The exchange that decides; the last one where none is marked. */
  decisive: Exchange | null = null

  constructor(target: Target, writing: Writing) {
    this.target = target
    this.writing = writing
  }

  /** The state now, which has to be there. */
  async state(url: URL = this.target.url): Promise<State> {
    const state = await this.target.read(url)
    if (!state) throw new Failed('GET without conditions is not answered 200 any more')
    return state
  }

  /** The state with its Last-Modified: a server may send that only when its second is over. */
  async datedState(): Promise<State> {
    const state = await this.state()
    if (state.modified !== null || (await this.target.probe()).modified === null) return state
    await new Promise((resolve) => setTimeout(resolve, 1100))
    return this.state()
  }

  /** The state with a strong tag, where the target has one: a server may send a weak one until the second of a write is over. */
  async strongState(url: URL = this.target.url): Promise<State> {
    const state = await this.state(url)
    if (!state.tag?.weak || (await this.target.probe()).tag?.weak !== false) return state
    await new Promise((resolve) => setTimeout(resolve, 1100))
    return this.state(url)
  }

  /** Sends a request and keeps it with its answer. */
  async ask(question: Question): Promise<Answer> {
    const asked = this.target.complete(question)
    try {
      const answer = await this.target.transport.exchange(asked)
      this.#keep(asked, answer)
      return answer
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      this.exchanges.push({ request: requestText(asked), answer: '', status: null })
      throw new Unanswered(`${inWords({ ...asked, fields: question.fields })}: ${error.message}`)
    }
  }

  /** Marks the last exchange as the one that decides. */
  decide(): void {
    this.decisive = this.exchanges.at(-1) ?? null
  }

  /** What the oracle says about a request in this state. */
  async due(method: string, fields: readonly Field[], state: State | null, more: Circumstances = {}): Promise<Due> {
    const asksForRange = fields.some(([name]) => name === 'Range')
    const ranges = asksForRange && (await this.lacks('ranges')) === null
    const { proxyInBetween } = this.target.options
    const selected = state && selectedOf(state)
    // Where a date is kept back, it is that of a moment ago.
    const keptBack = selected?.modified === null && (await this.target.probe()).modified !== null
    const known = selected && (keptBack ? { ...selected, modified: Math.ceil(Date.now() / 1000) + 1 } : selected)
    const found = due(method, fields, known, { ranges, proxyInBetween, ...more })
    this.because.push(...found.because)
    return found
  }

  lacks(ability: Ability): Promise<string | null> {
    return lacks(this.target, this.writing, ability)
  }

  #keep(asked: Asked, answer: Answer): void {
    this.exchanges.push({ request: requestText(asked), answer: answerText(answer), status: answer.status })
    // A race has hundreds: the last ones are enough.
    if (this.exchanges.length > 20) this.exchanges.shift()
  }
}
