import { type Case, notRun } from '../case.ts'
import { field } from '../message.ts'
import { type Read, reads, type Rule } from '../reads.ts'
import { noFreshness, nothingAfter, oneDate, without } from './rules.ts'

/** Where the content is a problem document (RFC 9457), it says the status of the answer. */
const problemStatus: Rule = ({ answer }) => {
  if (!(field(answer, 'content-type') ?? '').startsWith('application/problem+json')) {
    notRun('The answer is no problem document')
  }
  try {
    const { status } = JSON.parse(new TextDecoder().decode(answer.content)) as { status?: unknown }
    return status === undefined || status === answer.status
      ? null
      : `The problem document of a ${answer.status} says ${status}`
  } catch {
    return 'The content of type application/problem+json is no JSON'
  }
}

/** HEAD has the Content-Length of GET or none: 0 only where GET has no content. */
const lengthOfGet: Rule = async ({ answer, bench }) => {
  const length = field(answer, 'content-length')
  const other = await bench.ask({ method: 'GET', fields: [['If-Match', '"ifmatch-conformance"']] })
  return length === null || Number(length) === other.content.length
    ? null
    : `Content-Length: ${length} where the ${other.status} to GET has ${other.content.length} bytes of content`
}

const failed: Pick<Read, 'fields' | 'looksAt'> = { fields: [['If-Match', '"ifmatch-conformance"']], looksAt: 412 }

const preconditionFailed: readonly Read[] = [
  {
    name: 'A 412 says nothing of freshness',
    section: 'RFC 9111, Section 3',
    level: 'SHOULD',
    ...failed,
    rules: [noFreshness],
  },
  { name: 'A 412 has no Content-Range', section: '14.4', level: 'MUST', ...failed, rules: [without('Content-Range')] },
  { name: 'A 412 has one Date, of now', section: '6.6.1', level: 'MUST', ...failed, rules: [oneDate] },
  {
    name: 'A 412 that is a problem document says so in its status',
    section: 'RFC 9457, Section 3.1.2',
    level: 'MUST',
    ...failed,
    rules: [problemStatus],
  },
  {
    name: 'A 412 to HEAD has no content',
    section: '9.3.2',
    level: 'MUST',
    method: 'HEAD',
    needs: ['socket'],
    ...failed,
    close: true,
    rules: [nothingAfter],
  },
  {
    name: 'A 412 to HEAD has no Content-Length but that of the 412 to GET',
    section: '8.6',
    level: 'MUST',
    method: 'HEAD',
    ...failed,
    rules: [lengthOfGet],
  },
]

/** What belongs on a 412, and what does not. */
export function onPreconditionFailed(): Case[] {
  return reads(preconditionFailed)
}
