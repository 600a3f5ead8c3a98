import { boundaryOf, readParts } from '../multipart.ts'
import { readContentRange } from '../judge.ts'
import { type Answer, field, lines } from '../message.ts'
import { NotRun, notRun } from '../case.ts'
import { readDate } from '../oracle/http-date.ts'
import type { Rule } from '../reads.ts'
import { fill } from '../template.ts'

/** The answer has these fields wherever the 200 has them. */
export function asOn200(...names: readonly string[]): Rule {
  return ({ answer, state }) => {
    const due = names.filter((name) => field(state.answer, name) !== null)
    if (due.length === 0) notRun(`The 200 has no ${names.join(', ')}`)
    const missing = due.filter((name) => field(answer, name) === null)
    if (missing.length > 0) return `The ${answer.status} lacks ${missing.join(', ')}, which the 200 has`
    // These two may change from one second to the next.
    const fixed = due.filter((name) => !['Date', 'Expires'].includes(name))
    const other = fixed.find((name) => field(answer, name) !== field(state.answer, name))
    return other
      ? `The ${answer.status} has ${other}: ${field(answer, other)} where the 200 has ${field(state.answer, other)}`
      : null
  }
}

/** The answer has none of these fields. */
export function without(...names: readonly string[]): Rule {
  return ({ answer }) => {
    const found = names.filter((name) => field(answer, name) !== null)
    return found.length > 0 ? `The ${answer.status} has ${found.join(', ')}` : null
  }
}

/** The 200 has this field: without it, there is nothing to see. */
export function where200Has(name: string): Rule {
  return ({ state }) => {
    if (field(state.answer, name) === null) throw new NotRun(`The 200 has no ${name}`)
    return null
  }
}

/** Content-Length, where it is sent, is that of the 200. */
export const lengthOf200: Rule = ({ answer, state }) => {
  const length = field(answer, 'content-length')
  const due = `${state.content.length}`
  return length === null || length === due
    ? null
    : `Content-Length: ${length} where the 200 has ${due} bytes of content`
}

/** Nothing follows the head of the answer on its connection. */
export const nothingAfter: Rule = ({ answer }) =>
  answer.after === 0 ? null : `${answer.after} bytes follow the head of the ${answer.status}, which has no content`

/** Nothing says for how long the answer is fresh: it would be stored, and answer plain GETs. */
export const noFreshness: Rule = ({ answer }) => {
  const control = field(answer, 'cache-control') ?? ''
  const lifetime = control.split(',').find((directive) => {
    const [name, value = ''] = directive.trim().toLowerCase().split('=')
    return ['max-age', 's-maxage'].includes(name!) && Number(value.replaceAll('"', '')) > 0
  })
  if (/no-store|no-cache/i.test(control)) return null
  if (lifetime) return `The ${answer.status} has Cache-Control: ${control}`
  const expires = readDate(field(answer, 'expires') ?? '')
  return expires !== null && expires > Date.now() / 1000
    ? `The ${answer.status} has Expires: ${field(answer, 'expires')}`
    : null
}

/** One Date, which is that of the answer and not of something stored. */
export const oneDate: Rule = async ({ answer, state, bench }) => {
  const dates = lines(answer, 'date')
  if (lines(state.answer, 'date').length === 0) notRun('The 200 has no Date')
  if (dates.length !== 1) return `The ${answer.status} has ${dates.length} Date fields`
  const now = await bench.state()
  const [one, other] = [readDate(dates[0]!), readDate(field(now.answer, 'date') ?? '')]
  if (one === null) return `Date: ${dates[0]} is no HTTP-date`
  return other !== null && Math.abs(other - one) > 5
    ? `Date: ${dates[0]} is ${other - one} s behind that of the next answer`
    : null
}

/** The parts of the 206, or of a 200 in its place, are exactly these: `[first, last]`, from the end where negative. */
export function parts(...due: readonly (readonly [string, string])[]): Rule {
  return ({ answer, state }) => {
    if (answer.status !== 206) return null
    const wanted = due.map(([first, last]) => `${fill(first, state)}-${fill(last, state)}`)
    const found = rangesOf(answer)
    return `${found.join(', ')}` === `${wanted.join(', ')}`
      ? null
      : `The 206 has the bytes ${found.join(', ')} where ${wanted.join(', ')} are due`
  }
}

/** The byte ranges of a 206 as it names them. */
export function rangesOf(answer: Answer): string[] {
  const read = readParts(answer)
  if (typeof read === 'string') return []
  return read.map(({ contentRange }) => {
    const range = readContentRange(contentRange)
    return range ? `${range.first}-${range.last}` : 'none'
  })
}

/** A 206, and not the 200 that a server may send in its place. */
export const is206: Rule = ({ answer }) => (answer.status === 206 ? null : `Answered ${answer.status} where 206 is due`)

/** One part is sent as itself. */
export const noMultipart: Rule = ({ answer }) =>
  boundaryOf(answer) === null ? null : 'A single range is answered with multipart/byteranges'

/** `multipart/byteranges`; other ways to serve several ranges are no matter of the case. */
export const multipart: Rule = ({ answer }) => {
  if (boundaryOf(answer) === null) notRun(`Several ranges are answered ${answer.status} without multipart/byteranges`)
  return null
}
