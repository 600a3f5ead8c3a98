import type { Arrived } from './conditions.ts'
import { PlainServer } from './plain-server.ts'

/** What is remembered of a write. */
interface Remembered {
  readonly content: string
  readonly status: number
}

/** A server that knows writes again by their Idempotency-Key. */
export class KeyedServer extends PlainServer {
  private readonly remembered = new Map<string, Remembered>()

  protected override answer(arrived: Arrived): Response {
    const key = arrived.headers.get('Idempotency-Key')
    if (key === null) return super.answer(arrived)
    const name = `${arrived.method} ${arrived.path} ${key}`
    const known = this.remembered.get(name)
    const content = String(arrived.content)
    if (known) return this.again(arrived, known, known.content === content)
    const answer = super.answer(arrived)
    if (answer.ok) this.remembered.set(name, { content, status: answer.status })
    return answer
  }

  /** The answer to a write whose key is known. */
  protected again(_arrived: Arrived, { status }: Remembered, isSame: boolean): Response {
    return isSame ? new Response(null, { status }) : this.say(422)
  }
}
