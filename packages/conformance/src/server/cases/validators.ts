import type { Bench } from '../bench.ts'
import { type Case, expect, notRun } from '../case.ts'
import { field, lines, sameBytes } from '../message.ts'
import { matches } from '../oracle/entity-tags.ts'
import { readDate, writeDate } from '../oracle/http-date.ts'
import { judgeParts } from '../judge.ts'
import { stateOf } from '../state.ts'

function look(name: string, section: string, needs: Case['needs'], run: (bench: Bench) => Promise<void>): Case {
  return { name, section, level: 'MUST', kind: 'read', needs, run }
}

const plain = { method: 'GET', fields: [] } as const

/** The content as a client gets it that takes gzip. */
const coded = { method: 'GET', fields: [['Accept-Encoding', 'gzip']] } as const

/** What a 200 says of itself. */
export function validators(): Case[] {
  return [
    look('ETag is one entity tag', '8.8.3', [], async (bench) => {
      const answer = await bench.ask(plain)
      const { etag, tag } = stateOf(answer)
      if (etag === null) notRun('The target has no ETag')
      expect(lines(answer, 'etag').length === 1, `The 200 has ${lines(answer, 'etag').length} ETag fields`)
      expect(tag !== null, `ETag: ${etag} is no entity tag`)
    }),
    look('Last-Modified is one date in the preferred form', '5.6.7', [], async (bench) => {
      const { date, modified } = stateOf(await bench.ask(plain))
      if (date === null) notRun('The target has no Last-Modified')
      expect(modified !== null && writeDate(modified) === date, `Last-Modified: ${date} is no IMF-fixdate`)
    }),
    look('Last-Modified is never later than Date', '8.8.2.1', ['date'], async (bench) => {
      const answer = await bench.ask(plain)
      const [date, modified] = [field(answer, 'date'), stateOf(answer).modified]
      if (date === null) notRun('The 200 has no Date')
      expect(
        modified! <= (readDate(date) ?? 0),
        `Last-Modified: ${field(answer, 'last-modified')} is later than Date: ${date}`,
      )
    }),
    look('Content-Range on GET is ignored', '14.4', ['stable'], async (bench) => {
      const answer = await bench.ask({ method: 'GET', fields: [['Content-Range', 'bytes 0-4/100']] })
      expect(answer.status === 200, `Answered ${answer.status} where 200 is due`)
    }),
    look(
      'A compressed content has not the strong ETag of the plain one',
      '8.8.3.3',
      ['strong', 'coded'],
      async (bench) => {
        const [plainState, other] = [await bench.state(), stateOf(await bench.ask(coded))]
        expect(
          other.tag === null || other.tag.weak || other.etag !== plainState.etag,
          `Both have ETag: ${other.etag}: their bytes differ`,
        )
      },
    ),
    look(
      'The tag of the compressed content is not that of the plain one in If-None-Match',
      '13.1.2',
      ['etag', 'coded'],
      async (bench) => {
        const other = stateOf(await bench.ask(coded))
        const state = await bench.state()
        if (!other.tag || matches('weak', other.tag, state.tag!))
          notRun('Both have the same tag in the weak comparison')
        const answer = await bench.ask({ method: 'GET', fields: [['If-None-Match', other.etag!]] })
        expect(
          answer.status === 200,
          `Answered ${answer.status} where 200 is due: the client has another representation`,
        )
      },
    ),
    {
      ...look('What is compressed on demand has Vary', '12.5.5', ['coded'], async (bench) => {
        const vary = field(await bench.ask(coded), 'vary') ?? ''
        expect(/\*|accept-encoding/i.test(vary), `Vary is ${vary || 'missing'} where Accept-Encoding decides`)
      }),
      level: 'SHOULD',
    },
    look('A range of the compressed content are its bytes', '14.1.2', ['ranges', 'coded', 'bytes'], async (bench) => {
      const whole = stateOf(await bench.ask(coded))
      const state = await bench.state()
      const answer = await bench.ask({
        method: 'GET',
        fields: [
          ['Accept-Encoding', 'gzip'],
          ['Range', 'bytes=0-4'],
        ],
      })
      bench.decide()
      if (answer.status !== 206) return
      const isCoded = field(answer, 'content-encoding') !== null
      judgeParts({ answer, state: isCoded ? whole : state })
      const etag = field(answer, 'etag')
      const named = isCoded ? whole : state
      expect(
        etag === named.etag || sameBytes(whole.content, state.content),
        `The 206 has the bytes of what has ETag: ${named.etag}, and has ETag: ${etag} itself`,
      )
    }),
  ]
}
