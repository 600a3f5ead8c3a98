import type { Bench } from '../bench.ts'
import { type Case, expect, notRun, orNone } from '../case.ts'
import { type Answer, field, type Field, lines } from '../message.ts'
import { sameState } from '../state.ts'
import { fillAll } from '../template.ts'
import { change, create, isDone, put, shows } from '../writes.ts'
import { scenario } from './scenario.ts'

/** Conditions that are false of what is there. */
const falsehoods: readonly (readonly [name: string, section: string, fields: readonly Field[]])[] = [
  ['If-Match: another tag', '13.1.1', [['If-Match', '"ifmatch-conformance"']]],
  ['If-None-Match: *', '13.1.2', [['If-None-Match', '*']]],
  ['If-None-Match: the current tag', '13.1.2', [['If-None-Match', '{tag}']]],
  ['If-Unmodified-Since: 1994', '13.1.4', [['If-Unmodified-Since', '{early}']]],
]

/** A write to what is there is answered 412, and what is there stays as it is. */
async function refused(
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

const removing: readonly Case[] = [
  ...falsehoods.map(([name, section, fields]) =>
    scenario(`DELETE with a false condition removes nothing: ${name}`, section, ['create'], async (bench) => {
      const { url } = await create(bench)
      await refused(bench, url, (filled) => bench.ask({ method: 'DELETE', fields: filled, url }), fields)
    }),
  ),
  scenario('DELETE with the current tag removes', '13.1.1', ['create', 'strong'], async (bench) => {
    const { url } = await create(bench)
    const state = await bench.strongState(url)
    const answer = await bench.ask({ method: 'DELETE', fields: [['If-Match', state.etag!]], url })
    bench.decide()
    expect(isDone(answer), `Answered ${answer.status} where 2xx is due`)
    expect((await bench.target.read(url)) === null, `Answered ${answer.status}, and GET is still answered 200`)
  }),
  scenario(
    'DELETE where nothing is: If-Match is answered as without it, or 412',
    '13.2.1',
    ['create'],
    async (bench) => {
      const url = bench.target.missingUrl
      const plain = await bench.ask({ method: 'DELETE', fields: [], url })
      const due = isDone(plain) || plain.status === 428 ? 412 : plain.status
      const answer = await bench.ask({ method: 'DELETE', fields: [['If-Match', '"ifmatch-conformance"']], url })
      bench.decide()
      bench.because.push(`13.2.1: without the condition DELETE is answered ${plain.status}`)
      const fits = answer.status === due || (plain.status === 428 && answer.status === 404)
      expect(fits, `Answered ${answer.status} where ${due} is due`)
    },
  ),
  scenario('A tag of what was removed creates nothing', '13.1.1', ['create', 'strong'], async (bench) => {
    const { url, state } = await create(bench)
    await bench.writing.clear()
    const answer = await put(bench, state, state.content, [['If-Match', state.etag!]], url)
    bench.decide()
    expect((await bench.target.read(url)) === null, `Answered ${answer.status}, and the resource is there again`)
    expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
  }),
  scenario('What is made again with other content has another tag', '8.8.1', ['create', 'strong'], async (bench) => {
    const { state } = await create(bench)
    await bench.writing.clear()
    const { state: again } = await create(bench)
    expect(state.etag !== again.etag, `Both contents have ETag: ${again.etag}`)
  }),
  scenario('If-None-Match: * creates once', '13.1.2', ['create'], async (bench) => {
    const { state, url } = await create(bench)
    const { contents } = await bench.writing.way()
    const answer = await put(bench, state, contents.make(bench.writing.next()), [['If-None-Match', '*']], url)
    bench.decide()
    expect(
      shows(await bench.target.read(url), state.content),
      `Answered ${answer.status}, and what was created is replaced`,
    )
    expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
  }),
  scenario(
    'PUT that creates is answered 201',
    '9.3.4',
    ['create'],
    async (bench) => {
      const { answer } = await create(bench)
      expect(answer.status === 201, `Answered ${answer.status} where 201 is due`)
    },
    'MUST',
  ),
  scenario('PUT that replaces is not answered 201', '9.3.4', ['put'], async (bench) => {
    const { answer } = await change(bench)
    expect(answer.status !== 201, 'Answered 201 where nothing was created: 200 or 204 is due')
  }),
]

/** POST: what it does is the application's matter, so only conditions are sent that stop it. */
const posting: readonly Case[] = falsehoods.map(([name, section, fields]) =>
  scenario(`POST with a false condition is answered 412: ${name}`, section, ['put'], async (bench) => {
    const { type } = await bench.state()
    const typed: Field[] = type === null ? [] : [['Content-Type', type]]
    const { contents } = await bench.writing.way()
    const content = contents.make(bench.writing.next())
    let answer: Answer | null = null
    try {
      await refused(
        bench,
        bench.target.url,
        async (filled) =>
          (answer = await bench.ask({
            method: 'POST',
            fields: [...typed, ...filled, ['Range', 'bytes=0-4']],
            content,
          })),
        fields,
      )
    } finally {
      await removeMade(bench, answer)
    }
  }),
)

/** Removes what a POST made that should have made nothing. */
async function removeMade(bench: Bench, answer: Answer | null): Promise<void> {
  const location = answer && isDone(answer) ? field(answer, 'location') : null
  if (location === null || !URL.canParse(location, bench.target.url)) return
  const url = new URL(location, bench.target.url)
  if (url.origin === bench.target.url.origin && url.href !== bench.target.url.href) await bench.writing.clear(url)
}

const merge: Field = ['Content-Type', 'application/merge-patch+json']
const operations: Field = ['Content-Type', 'application/json-patch+json']
const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

const patching: readonly Case[] = [
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
      const condition: Field[] = state.tag && !state.tag.weak ? [['If-Match', state.etag!]] : []
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
      const condition: Field[] = state.tag && !state.tag.weak ? [['If-Match', state.etag!]] : []
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
    const condition: Field[] = state.tag && !state.tag.weak ? [['If-Match', state.etag!]] : []
    const content = bytes({ 'ifmatch-conformance': `${bench.writing.next()}` })
    const answer = await orNone(bench.ask({ method: 'patch', fields: [merge, ...condition], content }))
    bench.decide()
    expect(
      sameState(state, await bench.state()),
      `patch is ${answer ? `answered ${answer.status}` : 'not answered'}, and has written as PATCH does`,
    )
  }),
]

/** DELETE, POST and PATCH. */
export function otherMethods(): Case[] {
  return [...removing, ...posting, ...patching]
}
