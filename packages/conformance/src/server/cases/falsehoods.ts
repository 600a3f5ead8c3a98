import type { Bench } from '../bench.ts'
import { expect, notRun } from '../case.ts'
import { type Answer, type Field } from '../message.ts'
import { sameState } from '../state.ts'
import { fillAll } from '../template.ts'

/** Conditions that are false of what is there. */
export const falsehoods: readonly (readonly [name: string, section: string, fields: readonly Field[]])[] = [
  ['If-Match: another tag', '13.1.1', [['If-Match', '"ifmatch-conformance"']]],
  ['If-None-Match: *', '13.1.2', [['If-None-Match', '*']]],
  ['If-None-Match: the current tag', '13.1.2', [['If-None-Match', '{tag}']]],
  ['If-Unmodified-Since: 1994', '13.1.4', [['If-Unmodified-Since', '{early}']]],
]

/** A write to what is there is answered 412, and what is there stays as it is. */
export async function refused(
  bench: Bench,
  url: URL,
  ask: (fields: readonly Field[]) => Promise<Answer>,
  fields: readonly Field[],
): Promise<void> {
  const state = (await bench.target.read(url))!
  const [[name] = ['']] = fields
  if (name === 'If-Unmodified-Since' && (await bench.target.probe()).modified === null)
    notRun('There is no Last-Modified')
  if (fields.some(([, value]) => value === '{tag}') && state.etag === null) notRun('There is no ETag')
  const answer = await ask(fillAll(fields, state))
  bench.decide()
  const now = await bench.target.read(url)
  expect(now !== null && sameState(state, now), `Answered ${answer.status}, and the resource was changed all the same`)
  if ([405, 501, 404, 415, 403].includes(answer.status))
    notRun(`Answered ${answer.status}: the method is refused anyway`)
  if (answer.status === 428 && name === 'If-Unmodified-Since')
    notRun('The target demands another condition: it answers 428')
  expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
}
