import type { Bench } from './bench.ts'
import { type Case, type Level, type Need, expect, notRun } from './case.ts'
import { inWords } from './judge.ts'
import { type Answer, type Field, sameBytes } from './message.ts'
import type { DueStatus } from './oracle/due.ts'
import { type State, sameState } from './state.ts'
import { factsFor, fillAll } from './template.ts'

/** One PUT as data. Field values are templates; what is due says the oracle, unless a row says it itself. */
export interface Write {
  readonly name: string
  readonly section: string
  readonly level: Level
  readonly needs?: readonly Need[]
  readonly fields: readonly Field[]
  /** Where nothing is, instead of at the target. */
  readonly at?: 'missing'
  readonly due?: readonly DueStatus[]
  readonly why?: string
}

/** The case that a row describes: the PUT, and what GET shows afterwards. */
export function write(row: Write): Case {
  const { name, section, level, fields } = row
  const places: Need[] = row.at === 'missing' ? ['create'] : ['put']
  return {
    name,
    section,
    level,
    kind: 'write',
    needs: [...places, ...(row.needs ?? []), ...factsFor(fields)],
    run: (bench) => (row.at === 'missing' ? createAndJudge(bench, row) : putAndJudge(bench, row)),
  }
}

/** The cases of many rows. */
export function writes(rows: readonly Write[]): Case[] {
  return rows.map(write)
}

async function putAndJudge(bench: Bench, row: Write): Promise<void> {
  const state = await (factsFor(row.fields).includes('date') ? bench.datedState() : bench.state())
  const { contents } = await bench.writing.way()
  const n = bench.writing.next()
  let filled = fillAll(row.fields, state)
  let due = await dueOf(bench, row, filled, state)
  let answer = await put(bench, state, contents.make(n), filled)
  if (answer.status === 428 && due.includes('done') && mayCarryTag(row.fields, state)) {
    // The target demands If-Match, which is right: the current tag is carried beside the condition that is looked at.
    filled = [['If-Match', state.etag!], ...filled]
    due = await dueOf(bench, row, filled, state)
    answer = await put(bench, state, contents.make(n), filled)
  }
  bench.decide()
  const now = await bench.state()
  if (!isDone(answer))
    expect(sameState(state, now), `Answered ${answer.status}, and the target was changed all the same`)
  judgeStatus(answer, due, filled)
  if (!isDone(answer)) return
  expect(contents.number(now.content) === n, `Answered ${answer.status}, and GET shows other content than was sent`)
  const strong = state.tag && !state.tag.weak
  expect(!strong || now.etag !== state.etag, `The content changed, and the ETag is ${now.etag} as before`)
}

/** Whether If-Match can be added without hiding what the row is about: If-Unmodified-Since is ignored beside it. */
function mayCarryTag(fields: readonly Field[], { tag }: State): boolean {
  const hidden = fields.some(([name]) => name === 'If-Match' || name === 'If-Unmodified-Since')
  return fields.length > 0 && !hidden && tag !== null && !tag.weak
}

async function createAndJudge(bench: Bench, row: Write): Promise<void> {
  const like = await bench.target.latest()
  const { contents } = await bench.writing.way()
  const n = bench.writing.next()
  const url = bench.target.missingUrl
  const filled = fillAll(row.fields, like)
  const due = await dueOf(bench, row, filled, null)
  const answer = await put(bench, like, contents.make(n), filled, url)
  bench.decide()
  const now = await bench.target.read(url)
  if (!isDone(answer)) expect(now === null, `Answered ${answer.status}, and the resource was created all the same`)
  judgeStatus(answer, due, filled)
  if (!isDone(answer)) return
  expect(
    now !== null && contents.number(now.content) === n,
    `Answered ${answer.status}, and GET does not show what was sent`,
  )
}

async function dueOf(
  bench: Bench,
  row: Write,
  filled: readonly Field[],
  state: State | null,
): Promise<readonly DueStatus[]> {
  bench.because.length = 0
  if (row.due) bench.because.push(row.why ?? `${row.section}: ${row.name}`)
  const statuses = row.due ?? (await bench.due('PUT', filled, state, { missing: 'creates' })).statuses
  bench.because.push(`So ${inWords(statuses)} is due.`)
  return statuses
}

/** PUT of the type that the target has, kept for the report. */
export function put(
  bench: Bench,
  state: State,
  content: Uint8Array,
  fields: readonly Field[],
  url?: URL,
): Promise<Answer> {
  const typed = fields.some(([name]) => name === 'Content-Type') || state.type === null
  const all: Field[] = [...(typed ? [] : ([['Content-Type', state.type]] as Field[])), ...fields]
  return bench.ask({ method: 'PUT', fields: all, content, ...(url && { url }) })
}

export const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300

/** A target may demand another condition and answer 428: where the one that was sent is true, or is about a date alone. */
function judgeStatus(answer: Answer, due: readonly DueStatus[], fields: readonly Field[]): void {
  const fits = due.some((one) => (one === 'done' ? isDone(answer) : one === answer.status))
  const byDate = !fields.some(([name]) => name === 'If-Match' || name === 'If-None-Match')
  if (!fits && answer.status === 428 && (due.includes('done') || byDate)) {
    notRun('The target demands another condition: it answers 428, which is right')
  }
  expect(fits, `Answered ${answer.status} where ${inWords(due)} is due`)
}

/** Whether a GET shows these bytes. */
export function shows(state: State | null, content: Uint8Array): boolean {
  return state !== null && sameBytes(state.content, content)
}

/** A write that was done: the states before and after it, and what was sent. */
export interface Change {
  readonly before: State
  readonly after: State
  readonly answer: Answer
  readonly content: Uint8Array
}

/** Writes to the target with the condition that it takes. */
export async function change(bench: Bench, make?: (n: number) => Uint8Array): Promise<Change> {
  const { condition, contents } = await bench.writing.way()
  const before = await bench.strongState()
  const content = (make ?? contents.make)(bench.writing.next())
  const answer = await put(bench, before, content, fillAll(condition, before))
  expect(isDone(answer), `PUT with the current validator is answered ${answer.status}`)
  return { before, after: await bench.state(), answer, content }
}

/** Creates a resource beside the target. */
export async function create(bench: Bench): Promise<{ state: State; url: URL; answer: Answer }> {
  const { contents } = await bench.writing.way()
  const url = bench.target.missingUrl
  const like = await bench.target.latest()
  const answer = await put(bench, like, contents.make(bench.writing.next()), [['If-None-Match', '*']], url)
  const state = await bench.target.read(url)
  expect(isDone(answer) && state !== null, `PUT with If-None-Match: * where nothing is is answered ${answer.status}`)
  return { state, url, answer }
}
