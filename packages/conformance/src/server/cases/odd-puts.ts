import { type Case, expect, notRun, orNone } from '../case.ts'
import { field, sameBytes } from '../message.ts'
import { sameState } from '../state.ts'
import { fillAll } from '../template.ts'
import { isDone, put, shows } from '../writes.ts'
import { scenario } from './scenario.ts'

const all: readonly Case[] = [
  scenario(
    'PUT without a condition is done, or answered 428 and changes nothing',
    'RFC 6585, Section 3',
    ['put'],
    async (bench) => {
      const state = await bench.state()
      const { contents } = await bench.writing.way()
      const n = bench.writing.next()
      const answer = await put(bench, state, contents.make(n), [])
      bench.decide()
      const now = await bench.state()
      expect(isDone(answer) || answer.status === 428, `Answered ${answer.status} where 2xx or 428 is due`)
      if (isDone(answer))
        expect(
          contents.number(now.content) === n,
          `Answered ${answer.status}, and GET shows other content than was sent`,
        )
      else expect(sameState(state, now), 'Answered 428, and the target was changed all the same')
    },
  ),
  scenario(
    'PUT with Content-Range is refused, and changes nothing',
    '14.5',
    ['put'],
    async (bench) => {
      const state = await bench.strongState()
      const { condition, contents } = await bench.writing.way()
      const fields = [...fillAll(condition, state), ['Content-Range', 'bytes 0-4/100'] as const]
      const answer = await put(bench, state, contents.make(bench.writing.next()), fields)
      bench.decide()
      if (isDone(answer)) {
        expect((await bench.state()).content.length > 0, 'The content is gone')
        bench.because.push('14.5: a server that does not do partial PUT SHOULD answer 400')
      }
      expect(!isDone(answer), `Answered ${answer.status} where 400 is due: a part was taken for the whole`)
      expect(
        shows(await bench.state(), state.content),
        `Answered ${answer.status}, and the target was changed all the same`,
      )
    },
    'SHOULD',
  ),
  scenario('PUT with Content-Encoding is refused, or the coding is kept', '9.3.4', ['put'], async (bench) => {
    const state = await bench.strongState()
    const { condition } = await bench.writing.way()
    const content = await gzip(state.content)
    const answer = await put(bench, state, content, [...fillAll(condition, state), ['Content-Encoding', 'gzip']])
    bench.decide()
    const now = await bench.state()
    if (!isDone(answer))
      return expect(shows(now, state.content), `Answered ${answer.status}, and the target was changed all the same`)
    const asIdentity = sameBytes(now.content, content) && field(now.answer, 'content-encoding') === null
    expect(!asIdentity, `Answered ${answer.status}, and GET shows the compressed bytes without Content-Encoding`)
  }),
  scenario('PUT ignores Range', '14.2', ['put'], async (bench) => {
    const state = await bench.strongState()
    const { condition, contents } = await bench.writing.way()
    const content = contents.make(bench.writing.next())
    const answer = await put(bench, state, content, [...fillAll(condition, state), ['Range', 'bytes=0-4']])
    bench.decide()
    expect(isDone(answer) && answer.status !== 206, `Answered ${answer.status} where a 2xx other than 206 is due`)
    expect(
      contents.number((await bench.state()).content) === contents.number(content),
      'GET shows other content than was sent',
    )
  }),
  scenario('A content of no bytes has no ranges', '14.2', ['put'], async (bench) => {
    const before = await bench.state()
    const { condition } = await bench.writing.way()
    const answer = await put(bench, before, new Uint8Array(), fillAll(condition, before))
    const after = await bench.target.read()
    if (!isDone(answer) || after?.content.length !== 0)
      notRun(`A content of no bytes is answered ${answer.status}, and not kept`)
    for (const range of ['bytes=0-', 'bytes=-5']) {
      const part = await bench.ask({ method: 'GET', fields: [['Range', range]] })
      bench.decide()
      expect(part.status !== 206, `Range: ${range} is answered 206 where there are no bytes`)
    }
  }),
  ...['put', 'PuT'].map((method) =>
    scenario(`The method ${method} is not PUT`, '9.1', ['put', 'etag'], async (bench) => {
      const state = await bench.strongState()
      const { condition, contents } = await bench.writing.way()
      const fields = [...fillAll(condition, state), ['Content-Type', state.type ?? 'application/octet-stream'] as const]
      const answer = await orNone(bench.ask({ method, fields, content: contents.make(bench.writing.next()) }))
      bench.decide()
      expect(
        shows(await bench.state(), state.content),
        `${method} is ${answer ? `answered ${answer.status}` : 'not answered'}, and has written as PUT does: methods are case-sensitive`,
      )
    }),
  ),
]

async function gzip(content: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([content as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** PUTs with fields and contents that are unusual. */
export function oddPuts(): Case[] {
  return [...all]
}
