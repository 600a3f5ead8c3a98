import type { Bench } from '../bench.ts'
import { type Case, expect, type Need, notRun, orNone } from '../case.ts'
import { type Answer, field, type Field } from '../message.ts'
import { readDate } from '../oracle/http-date.ts'
import type { State } from '../state.ts'
import { isDone, put } from '../writes.ts'

const clients = 8
const turns = 8
const rounds = 8

function race(
  name: string,
  section: string,
  level: Case['level'],
  needs: readonly Need[],
  run: (bench: Bench) => Promise<void>,
): Case {
  return { name, section, level, kind: 'race', needs, run }
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** All at once; it ends when all have ended, so that nobody writes any more when the target is put back. */
async function many<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  const ended = await Promise.allSettled(Array.from({ length: count }, run))
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/** PUT whose answer may be lost, as may happen under load: then nobody knows whether it was done. */
async function putOrNone(
  bench: Bench,
  state: State,
  content: Uint8Array,
  fields: readonly Field[],
  url?: URL,
): Promise<Answer | null> {
  const answer = await orNone(put(bench, state, content, fields, url))
  if (!answer) bench.figures.unanswered = (bench.figures.unanswered ?? 0) + 1
  return answer
}

/**
 * Clients that each raise the number in the content, from what they read, under a condition made of what they read. What was
 * accepted has to be in the number at the end.
 */
async function countUp(
  bench: Bench,
  condition: (state: State) => Field[],
  limit: number,
): Promise<{ accepted: number; final: number }> {
  const { contents, condition: way } = await bench.writing.way()
  const before = await bench.strongState()
  const reset = await put(bench, before, contents.make(0), fill(way, before))
  expect(isDone(reset), `PUT with the current validator is answered ${reset.status}`)
  const until = Date.now() + limit
  let accepted = 0
  await many(clients, async () => {
    for (let turn = 0; turn < turns && Date.now() < until;) {
      const seen = await bench.state()
      const number = contents.number(seen.content)
      expect(number !== null, 'GET shows content that nobody wrote')
      const answer = await putOrNone(bench, seen, contents.make(number + 1), condition(seen))
      if (answer && isDone(answer)) {
        accepted++
        turn++
      } else if (answer?.status === 428)
        notRun('A write by date alone is answered 428, which is right: there is no such race')
      else await wait(Math.random() * 20)
    }
  })
  return { accepted, final: contents.number((await bench.state()).content) ?? 0 }
}

const fill = (fields: readonly Field[], state: State): Field[] =>
  fields.map(([name, value]) => [name, value.replace('{tag}', state.etag ?? '*').replace('{date}', state.date ?? '')])

async function countAndJudge(
  bench: Bench,
  condition: (state: State) => Field[],
  limit: number,
  least: number,
): Promise<void> {
  const { accepted, final } = await countUp(bench, condition, limit)
  // One whose answer was lost may have been done: it is counted for nobody.
  const lost = Math.max(0, accepted - final)
  Object.assign(bench.figures, { accepted, final, lost })
  bench.recorded = `${accepted} updates accepted, ${lost} lost`
  expect(lost === 0, `${accepted} updates were accepted, and ${lost} of them are lost`)
  if (accepted < least) notRun(`Only ${accepted} updates were accepted in ${limit / 1000} s: too few for a race`)
}

/** What several writers do at the same time. */
export function races(): Case[] {
  return [
    race('No update is lost that If-Match guards', '13.1.1', 'MUST', ['put', 'strong'], (bench) =>
      countAndJudge(bench, (seen) => [['If-Match', seen.etag!]], 20_000, clients),
    ),
    race('Of writers with one tag, one is done', '13.1.1', 'MUST', ['put', 'strong'], async (bench) => {
      const { contents } = await bench.writing.way()
      for (let round = 1; round <= rounds; round++) {
        const seen = await bench.strongState()
        const answers = await many(clients * 2, () =>
          putOrNone(bench, seen, contents.make(bench.writing.next()), [['If-Match', seen.etag!]]),
        )
        judgeOne(bench, answers, `In round ${round}`)
      }
    }),
    race('Of creators with If-None-Match: *, one is done', '13.1.2', 'MUST', ['create'], async (bench) => {
      const { contents } = await bench.writing.way()
      const like = await bench.state()
      const url = bench.target.missingUrl
      for (let round = 1; round <= rounds; round++) {
        const answers = await many(clients * 2, () =>
          putOrNone(bench, like, contents.make(bench.writing.next()), [['If-None-Match', '*']], url),
        )
        judgeOne(bench, answers, `In round ${round}`)
        await bench.writing.clear()
      }
    }),
    race(
      'If-Match: * is true whoever writes at the same time: never 412',
      '15.5.13',
      'SHOULD',
      ['put', 'star'],
      async (bench) => {
        const { contents } = await bench.writing.way()
        const like = await bench.state()
        const answers = await many(clients * 2, () =>
          put(bench, like, contents.make(bench.writing.next()), [['If-Match', '*']]),
        )
        const refused = answers.filter(({ status }) => status === 412).length
        expect(
          refused === 0,
          `${refused} of ${answers.length} writers are answered 412, and something was there all the time`,
        )
      },
    ),
    race(
      'Who is told in a race to come again is told when, in whole seconds or by a date',
      '10.2.3',
      'MUST',
      ['put', 'star'],
      async (bench) => {
        const { contents } = await bench.writing.way()
        const like = await bench.state()
        const answers = await many(clients * 4, () =>
          putOrNone(bench, like, contents.make(bench.writing.next()), [['If-Match', '*']]),
        )
        const told = answers.filter((answer) => answer !== null && [429, 503].includes(answer.status))
        const when = told.map((answer) => field(answer!, 'retry-after')).filter((text) => text !== null)
        if (when.length === 0) notRun(`No writer of ${answers.length} was told when to come again`)
        const odd = when.find((text) => !/^\d+$/.test(text) && readDate(text) === null)
        expect(odd === undefined, `Retry-After: ${odd} is no number of seconds, and no date`)
      },
    ),
    race('Updates that only a date guards', '8.8.2.2', 'open', ['put', 'date'], (bench) =>
      countAndJudge(
        bench,
        (seen) => (seen.date === null ? [['If-Match', '"none"']] : [['If-Unmodified-Since', seen.date]]),
        2500,
        1,
      ),
    ),
  ]
}

/** One of them was done, and to all others it was said that the condition is false, or to come again. */
function judgeOne(bench: Bench, answers: readonly (Answer | null)[], when: string): void {
  const told = answers.filter((answer) => answer !== null)
  const done = told.filter(isDone).length
  bench.figures.rounds = (bench.figures.rounds ?? 0) + 1
  bench.figures.lost = (bench.figures.lost ?? 0) + Math.max(0, done - 1)
  const isUnknown = done === 0 && told.length < answers.length
  expect(done === 1 || isUnknown, `${when} ${done} of ${answers.length} are done where one is due`)
  const other = told.find((answer) => !isDone(answer) && ![412, 409, 429, 503].includes(answer.status))
  expect(!other, `${when} a loser is answered ${other?.status} where 412 is due`)
}
