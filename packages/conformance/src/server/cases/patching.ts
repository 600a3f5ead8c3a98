import { type Case, expect, notRun, orNone } from '../case.ts'
import { type Answer, field, type Field, lines } from '../message.ts'
import { ifCurrent, sameState } from '../state.ts'
import { isDone } from '../writes.ts'
import { falsehoods, refused } from './falsehoods.ts'
import { scenario } from './scenario.ts'

const merge: Field = ['Content-Type', 'application/merge-patch+json']
const operations: Field = ['Content-Type', 'application/json-patch+json']
const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

const all: readonly Case[] = [
  ...falsehoods.map(([name, section, fields]) =>
    scenario(
      `PATCH with a false condition changes nothing: ${name}`,
      section,
      ['put', 'merge-patch'],
      async (bench) => {
        const content = bytes({ 'ifmatch-conformance': `${bench.writing.next()}` })
        const ask = (filled: readonly Field[]): Promise<Answer> =>
          bench.ask({ method: 'PATCH', fields: [merge, ...filled], content })
        await refused(bench, bench.target.url, ask, fields)
      },
    ),
  ),
  scenario(
    'PATCH with the current tag is done, and changes the tag',
    '13.1.1',
    ['put', 'merge-patch', 'strong'],
    async (bench) => {
      const state = await bench.strongState()
      const mark = `${bench.writing.next()}`
      const content = bytes({ 'ifmatch-conformance': mark })
      const answer = await bench.ask({ method: 'PATCH', fields: [merge, ['If-Match', state.etag!]], content })
      bench.decide()
      expect(isDone(answer), `Answered ${answer.status} where 2xx is due`)
      const now = await bench.state()
      const patched = JSON.parse(new TextDecoder().decode(now.content)) as Record<string, unknown>
      expect(patched['ifmatch-conformance'] === mark, `Answered ${answer.status}, and GET does not show the change`)
      expect(now.etag !== state.etag, `The content changed, and the ETag is ${now.etag} as before`)
    },
  ),
  scenario(
    'PATCH with a false If-Match and a content that is no JSON is answered 412',
    '13.2.1',
    ['put', 'merge-patch'],
    async (bench) => {
      const state = await bench.state()
      const answer = await bench.ask({
        method: 'PATCH',
        fields: [merge, ['If-Match', '"ifmatch-conformance"']],
        content: bytes('{'),
      })
      bench.decide()
      expect(
        sameState(state, await bench.state()),
        `Answered ${answer.status}, and the target was changed all the same`,
      )
      bench.because.push('13.2.1: conditions are evaluated before the content is processed')
      expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
    },
    'SHOULD',
  ),
  scenario(
    'PATCH with a false If-Match and a type that is refused is answered as without it',
    '13.2.1',
    ['put', 'merge-patch'],
    async (bench) => {
      const type: Field = ['Content-Type', 'text/csv']
      const state = await bench.state()
      const plain = await bench.ask({ method: 'PATCH', fields: [type], content: bytes('a,b') })
      if (isDone(plain)) notRun(`PATCH of text/csv is answered ${plain.status}`)
      const answer = await bench.ask({
        method: 'PATCH',
        fields: [type, ['If-Match', '"ifmatch-conformance"']],
        content: bytes('a,b'),
      })
      bench.decide()
      expect(
        sameState(state, await bench.state()),
        `Answered ${answer.status}, and the target was changed all the same`,
      )
      const fits = answer.status === plain.status || (plain.status === 428 && answer.status === 412)
      expect(fits, `Answered ${answer.status} where ${plain.status} is due, as without the condition`)
    },
  ),
  scenario(
    'A 415 to PATCH has Accept-Patch',
    'RFC 5789, Section 2.2',
    ['put', 'merge-patch'],
    async (bench) => {
      const answer = await bench.ask({ method: 'PATCH', fields: [['Content-Type', 'text/csv']], content: bytes('a,b') })
      bench.decide()
      if (answer.status !== 415) notRun(`There is no 415 to look at: answered ${answer.status}`)
      expect(lines(answer, 'accept-patch').length > 0, 'The 415 has no Accept-Patch')
    },
    'SHOULD',
  ),
  scenario(
    'Fields of a PATCH describe the patch, and are not kept',
    'RFC 5789, Section 2',
    ['put', 'merge-patch'],
    async (bench) => {
      const state = await bench.state()
      const condition = ifCurrent(state)
      const fields: Field[] = [merge, ['Content-Language', 'de'], ...condition]
      const answer = await bench.ask({
        method: 'PATCH',
        fields,
        content: bytes({ 'ifmatch-conformance': `${bench.writing.next()}` }),
      })
      bench.decide()
      if (!isDone(answer)) notRun(`PATCH with Content-Language is answered ${answer.status}`)
      const now = await bench.state()
      expect(now.type === state.type, `GET has Content-Type: ${now.type} where it had ${state.type}`)
      const language = field(now.answer, 'content-language')
      expect(language === field(state.answer, 'content-language'), `GET has Content-Language: ${language}`)
    },
  ),
  scenario(
    'A JSON Patch is applied whole or not at all',
    'RFC 5789, Section 2',
    ['put', 'json-patch'],
    async (bench) => {
      const state = await bench.state()
      const condition = ifCurrent(state)
      const patch = [
        { op: 'add', path: '/ifmatch-conformance', value: bench.writing.next() },
        { op: 'test', path: '/ifmatch-conformance', value: 'something else' },
      ]
      const answer = await bench.ask({ method: 'PATCH', fields: [operations, ...condition], content: bytes(patch) })
      bench.decide()
      expect(sameState(state, await bench.state()), `Answered ${answer.status}, and a part of the patch was applied`)
      expect(!isDone(answer), `Answered ${answer.status} where the test of the patch fails`)
    },
  ),
  scenario('The method patch is not PATCH', '9.1', ['put', 'merge-patch'], async (bench) => {
    const state = await bench.state()
    const condition = ifCurrent(state)
    const content = bytes({ 'ifmatch-conformance': `${bench.writing.next()}` })
    const answer = await orNone(bench.ask({ method: 'patch', fields: [merge, ...condition], content }))
    bench.decide()
    expect(
      sameState(state, await bench.state()),
      `patch is ${answer ? `answered ${answer.status}` : 'not answered'}, and has written as PATCH does`,
    )
  }),
]

/** PATCH of what is there. */
export function patching(): Case[] {
  return [...all]
}
