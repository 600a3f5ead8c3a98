import { type Case, expect } from '../case.ts'
import type { Field } from '../message.ts'
import { isDone } from '../writes.ts'
import { scenario } from './scenario.ts'

const types = [
  ['a merge patch', 'application/merge-patch+json', '{"ifmatch-conformance":"1"}'],
  ['a JSON Patch', 'application/json-patch+json', '[{"op":"add","path":"/ifmatch-conformance","value":"1"}]'],
] as const

const conditions = [
  ['a tag', '"ifmatch-conformance"'],
  ['*', '*'],
] as const

/** PATCH where nothing is: If-Match is false there, and ignored where the PATCH is refused anyway (Section 13.2.1). */
export function patchingNothing(): Case[] {
  return types.flatMap(([kind, type, patch]) =>
    conditions.map(([name, value]) =>
      scenario(
        `PATCH where nothing is, ${kind}: If-Match: ${name} is answered as without it, or 412`,
        '13.2.1',
        ['create'],
        async (bench) => {
          const url = bench.target.missingUrl
          const content = new TextEncoder().encode(patch)
          const typed: Field = ['Content-Type', type]
          const plain = await bench.ask({ method: 'PATCH', fields: [typed], content, url })
          await bench.writing.clear()
          const answer = await bench.ask({ method: 'PATCH', fields: [typed, ['If-Match', value]], content, url })
          bench.decide()
          bench.because.push(`13.2.1: without the condition PATCH is answered ${plain.status}`)
          expect((await bench.target.read(url)) === null, `Answered ${answer.status}, and something was created`)
          const due = isDone(plain) || plain.status === 428 ? 412 : plain.status
          const fits = answer.status === due || (plain.status === 428 && answer.status === 404)
          expect(fits, `Answered ${answer.status} where ${due} is due`)
        },
      ),
    ),
  )
}
