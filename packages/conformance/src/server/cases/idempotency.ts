import type { Bench } from '../bench.ts'
import { type Case, expect, type Need } from '../case.ts'
import type { Answer, Field } from '../message.ts'
import { sameState, type State } from '../state.ts'
import { change, isDone, put, shows } from '../writes.ts'
import { scenario } from './scenario.ts'

const draft = (section: string): string => `draft-ietf-httpapi-idempotency-key-header, Section ${section}`

const needs: readonly Need[] = ['put', 'strong', 'idempotency-key']

/** A write with a key that nobody has used, and what is needed to repeat it. */
interface Keyed {
  readonly answer: Answer
  readonly content: Uint8Array
  readonly fields: readonly Field[]
  readonly before: State
  readonly after: State
}

async function writeWithKey(bench: Bench): Promise<Keyed> {
  const { contents } = await bench.writing.way()
  const before = await bench.state()
  const content = contents.make(bench.writing.next())
  const fields: Field[] = [
    ['If-Match', before.etag!],
    ['Idempotency-Key', `"${crypto.randomUUID()}"`],
  ]
  const answer = await put(bench, before, content, fields)
  expect(isDone(answer), `PUT with the current tag and an Idempotency-Key is answered ${answer.status}`)
  return { answer, content, fields, before, after: await bench.state() }
}

const all: readonly Case[] = [
  scenario(
    'A write that is repeated with its Idempotency-Key is answered as it was the first time',
    draft('2.6'),
    needs,
    async (bench) => {
      const { answer: first, content, fields, before, after } = await writeWithKey(bench)
      const again = await put(bench, before, content, fields)
      bench.decide()
      expect(sameState(after, await bench.state()), `Answered ${again.status}, and written twice`)
      expect(again.status === first.status, `Answered ${again.status} where ${first.status} is due, as the first time`)
    },
    'SHOULD',
  ),
  scenario(
    'A write that is repeated with its Idempotency-Key replaces nothing that was written since',
    '13.1.1',
    needs,
    async (bench) => {
      const { content, fields, before } = await writeWithKey(bench)
      const { content: since } = await change(bench)
      const again = await put(bench, before, content, fields)
      bench.decide()
      expect(shows(await bench.state(), since), `Answered ${again.status}, and what was written since is gone`)
    },
  ),
  scenario(
    'Another content with a known Idempotency-Key is refused, and not written',
    draft('2.7'),
    needs,
    async (bench) => {
      const { fields, before, after } = await writeWithKey(bench)
      const { contents } = await bench.writing.way()
      const other = await put(bench, before, contents.make(bench.writing.next()), fields)
      bench.decide()
      expect(sameState(after, await bench.state()), `Answered ${other.status}, and written`)
      expect(other.status === 422, `Answered ${other.status} where 422 is due`)
    },
    'SHOULD',
  ),
  // Who names the state that the first write made has seen it: whether that is another write is for the server to say.
  scenario(
    'Another content with a known Idempotency-Key, and the tag that is current since',
    draft('2.7'),
    needs,
    async (bench) => {
      const { fields, after } = await writeWithKey(bench)
      const { contents } = await bench.writing.way()
      const current: Field[] = fields.map(([name, value]) => [name, name === 'If-Match' ? after.etag! : value])
      const other = await put(bench, after, contents.make(bench.writing.next()), current)
      bench.decide()
      bench.recorded = `Answered ${other.status}`
    },
    'open',
  ),
  scenario('A new Idempotency-Key makes no condition true', '13.1.1', needs, async (bench) => {
    const { contents } = await bench.writing.way()
    const state = await bench.state()
    const answer = await put(bench, state, contents.make(bench.writing.next()), [
      ['If-Match', '"ifmatch-conformance"'],
      ['Idempotency-Key', `"${crypto.randomUUID()}"`],
    ])
    bench.decide()
    expect(sameState(state, await bench.state()), `Answered ${answer.status}, and the target was changed all the same`)
    expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
  }),
]

/** Idempotency-Key, where the target is said to know it. */
export function idempotency(): Case[] {
  return [...all]
}
