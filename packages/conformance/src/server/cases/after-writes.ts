import type { Bench } from '../bench.ts'
import { type Case, expect, notRun } from '../case.ts'
import { field, sameBytes } from '../message.ts'
import { readDate } from '../oracle/http-date.ts'
import { change, put, shows } from '../writes.ts'
import { noFreshness } from './rules.ts'
import { scenario } from './scenario.ts'

/** Contents written one after the other, within a second: each has another tag. */
async function tagsOfFive(bench: Bench): Promise<{ tags: (string | null)[]; all: Uint8Array[] }> {
  const tags: (string | null)[] = []
  const all: Uint8Array[] = []
  for (let turn = 0; turn < 5; turn++) {
    const { after } = await change(bench)
    tags.push(after.etag)
    all.push(after.content)
  }
  return { tags, all }
}

const tags: readonly Case[] = [
  scenario(
    'Contents that change within one second have different strong tags',
    '8.8.1',
    ['put', 'strong'],
    async (bench) => {
      const { tags } = await tagsOfFive(bench)
      expect(new Set(tags).size === tags.length, `Five contents have the tags ${tags.join(', ')}`)
    },
  ),
  scenario(
    'Contents that change within one second have different weak tags',
    '8.8.1',
    ['put', 'etag'],
    async (bench) => {
      if ((await bench.state()).tag?.weak === false) notRun('The target has a strong ETag')
      const { tags } = await tagsOfFive(bench)
      expect(new Set(tags).size === tags.length, `Five contents have the tags ${tags.join(', ')}`)
    },
    'SHOULD',
  ),
  scenario(
    'The old tag is not current after a write: GET is answered 200',
    '13.1.2',
    ['put', 'etag'],
    async (bench) => {
      const { before, after } = await change(bench)
      const answer = await bench.ask({ method: 'GET', fields: [['If-None-Match', before.etag!]] })
      const weakAndSame = before.tag!.weak && before.etag === after.etag
      if (weakAndSame) notRun('The weak tag stayed the same')
      expect(answer.status === 200, `Answered ${answer.status} where 200 is due`)
      expect(sameBytes(answer.content, after.content), 'The 200 has not the new content')
    },
  ),
  scenario(
    'The old tag is not current after a write: PUT is answered 412',
    '13.1.1',
    ['put', 'strong'],
    async (bench) => {
      const { before, after } = await change(bench)
      const { contents } = await bench.writing.way()
      const answer = await put(bench, after, contents.make(bench.writing.next()), [['If-Match', before.etag!]])
      bench.decide()
      expect(
        shows(await bench.state(), after.content),
        `Answered ${answer.status}, and the target was changed all the same`,
      )
      expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
    },
  ),
]

const dates: readonly Case[] = [
  scenario('Last-Modified is never later than Date right after a write', '8.8.2.1', ['put', 'date'], async (bench) => {
    for (let turn = 0; turn < 3; turn++) {
      const { after } = await change(bench)
      const [date, modified] = [field(after.answer, 'date'), after.modified]
      if (date === null) notRun('The 200 has no Date')
      bench.decide()
      expect(
        modified === null || modified <= (readDate(date) ?? 0),
        `Last-Modified: ${after.date} is later than Date: ${date}`,
      )
    }
  }),
  scenario('Last-Modified does not go back with a write', '8.8.2.1', ['put', 'date'], async (bench) => {
    const { before, after } = await change(bench)
    expect(
      after.modified === null || after.modified >= before.modified!,
      `Last-Modified was ${before.date}, and is ${after.date} after a write`,
    )
  }),
  scenario(
    'A change within the second of Last-Modified is seen by If-Modified-Since',
    '8.8.2.2',
    ['put', 'dates'],
    async (bench) => {
      const first = await change(bench)
      if (first.after.date === null) notRun('Right after a write there is no Last-Modified')
      const { after } = await change(bench)
      const answer = await bench.ask({ method: 'GET', fields: [['If-Modified-Since', first.after.date]] })
      bench.decide()
      expect(
        answer.status === 200,
        `Answered ${answer.status}: whoever has the content before keeps it (it had ${first.after.date}, as ${after.date} now)`,
      )
    },
    'open',
  ),
]

/** What the answer to PUT tells of the state: only what is true, and only if the content was kept as sent (Section 9.3.4). */
const told: readonly Case[] = [
  scenario('A validator in the answer to PUT is that of the new state', '9.3.4', ['put'], async (bench) => {
    const { answer, after } = await change(bench)
    const etag = field(answer, 'etag')
    if (etag === null) notRun('The answer to PUT has no ETag')
    expect(etag === after.etag, `The answer to PUT has ETag: ${etag}, and GET has ${after.etag}`)
  }),
  scenario(
    'A validator in the answer to PUT comes only where the content was kept as sent',
    '9.3.4',
    ['put'],
    async (bench) => {
      const { contents } = await bench.writing.way()
      // JSON with blanks in odd places: whoever stores JSON as it pleases gives itself away.
      const { answer, after, content } = await change(bench, (n) => spread(contents.make(n)))
      const found = ['ETag', 'Last-Modified'].filter((name) => field(answer, name) !== null)
      expect(
        found.length === 0 || sameBytes(after.content, content),
        `The answer to PUT has ${found.join(' and ')}, and GET shows other bytes than were sent`,
      )
    },
  ),
  scenario(
    'A 412 to PUT says nothing of freshness',
    'RFC 9111, Section 3',
    ['put'],
    async (bench) => {
      const state = await bench.state()
      const { contents } = await bench.writing.way()
      const answer = await put(bench, state, contents.make(bench.writing.next()), [
        ['If-Match', '"ifmatch-conformance"'],
      ])
      bench.decide()
      if (answer.status !== 412) notRun(`There is no 412 to look at: answered ${answer.status}`)
      const wrong = await noFreshness({ answer, state, bench, due: { statuses: [412], because: [] } })
      expect(wrong === null, `${wrong}`)
    },
    'SHOULD',
  ),
]

/** JSON with a line for each member, and blanks and lines behind; what is no JSON stays as it is. */
function spread(content: Uint8Array): Uint8Array {
  try {
    return new TextEncoder().encode(`${JSON.stringify(JSON.parse(new TextDecoder().decode(content)), null, 3)} \n\n`)
  } catch {
    return content
  }
}

/** Validators after writes. */
export function afterWrites(): Case[] {
  return [...tags, ...dates, ...told]
}
