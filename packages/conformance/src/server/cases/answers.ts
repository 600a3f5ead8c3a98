import { type Case, notRun } from '../case.ts'
import { field } from '../message.ts'
import { type Read, reads, type Rule } from '../reads.ts'
import { asOn200, lengthOf200, noFreshness, nothingAfter, oneDate, where200Has, without } from './rules.ts'

const section304 = '15.4.5'

const notModified: readonly Read[] = [
  ...['ETag', 'Cache-Control', 'Content-Location', 'Expires', 'Vary', 'Date'].map((name): Read => ({
    name: `A 304 has the ${name} of the 200`,
    section: section304,
    level: 'MUST',
    needs: ['etag'],
    fields: [['If-None-Match', '{tag}']],
    looksAt: 304,
    rules: [asOn200(name)],
  })),
  {
    name: 'A 304 to a list has the ETag that is current',
    section: section304,
    level: 'MUST',
    fields: [['If-None-Match', '"a", {tag}, "b"']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 to a star has the ETag that is current',
    section: section304,
    level: 'MUST',
    needs: ['etag'],
    fields: [['If-None-Match', '*']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 to If-Modified-Since has the ETag of the 200',
    section: section304,
    level: 'MUST',
    needs: ['etag', 'dates'],
    fields: [['If-Modified-Since', '{date}']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 to HEAD has the ETag of the 200',
    section: section304,
    level: 'MUST',
    method: 'HEAD',
    fields: [['If-None-Match', '{tag}']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 has Last-Modified where there is no ETag',
    section: section304,
    level: 'SHOULD',
    needs: ['no-etag', 'dates'],
    fields: [['If-Modified-Since', '{date}']],
    looksAt: 304,
    rules: [asOn200('Last-Modified')],
  },
  {
    name: 'A 304 with an ETag has no Last-Modified',
    section: section304,
    level: 'SHOULD',
    fields: [['If-None-Match', '{tag}']],
    looksAt: 304,
    rules: [where200Has('Last-Modified'), without('Last-Modified')],
  },
  ...['Content-Type', 'Content-Language', 'Content-Encoding'].map((name): Read => ({
    name: `A 304 has no ${name}`,
    section: section304,
    level: 'SHOULD',
    needs: ['etag'],
    fields: [['If-None-Match', '{tag}']],
    looksAt: 304,
    rules: [where200Has(name), without(name)],
  })),
  {
    name: 'A 304 has no Content-Range',
    section: '14.4',
    level: 'MUST',
    fields: [
      ['If-None-Match', '{tag}'],
      ['Range', 'bytes=0-4'],
    ],
    looksAt: 304,
    rules: [without('Content-Range')],
  },
  {
    name: 'A 304 has no Content-Digest of the content that it leaves out',
    section: 'RFC 9530, Section 2',
    level: 'MUST',
    fields: [['If-None-Match', '{tag}']],
    looksAt: 304,
    rules: [where200Has('Content-Digest'), without('Content-Digest')],
  },
  {
    name: 'A 304 has no content',
    section: section304,
    level: 'MUST',
    needs: ['socket'],
    fields: [['If-None-Match', '{known}']],
    looksAt: 304,
    close: true,
    rules: [nothingAfter],
  },
  {
    name: 'A 304 has no Content-Length but that of the 200',
    section: '8.6',
    level: 'MUST',
    needs: ['stable'],
    fields: [['If-None-Match', '{known}']],
    looksAt: 304,
    rules: [lengthOf200],
  },
  {
    name: 'A 304 has one Date, of now',
    section: '6.6.1',
    level: 'MUST',
    fields: [['If-None-Match', '{known}']],
    looksAt: 304,
    rules: [oneDate],
  },
]

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

const behind: Pick<Read, 'fields' | 'needs'> = { fields: [['Range', 'bytes={size}-']], needs: ['ranges'] }

const notSatisfiable: readonly Read[] = [
  {
    name: 'A range that cannot be satisfied is answered 416',
    section: '14.2',
    level: 'SHOULD',
    ...behind,
    due: [416],
  },
  {
    name: 'A 416 has Content-Range: bytes */size',
    section: '15.5.17',
    level: 'SHOULD',
    ...behind,
    looksAt: 416,
    rules: [
      ({ answer, state }) => {
        const due = `bytes */${state.content.length}`
        const found = field(answer, 'content-range')
        return found === due ? null : `Content-Range is ${found ?? 'missing'} where ${due} is due`
      },
    ],
  },
  {
    name: 'A 416 says nothing of freshness',
    section: 'RFC 9111, Section 3',
    level: 'SHOULD',
    ...behind,
    looksAt: 416,
    rules: [noFreshness],
  },
  { name: 'A 416 has one Date, of now', section: '6.6.1', level: 'MUST', ...behind, looksAt: 416, rules: [oneDate] },
]

const part: Pick<Read, 'fields' | 'needs' | 'looksAt'> = {
  fields: [['Range', 'bytes=0-4']],
  needs: ['ranges', 'bytes'],
  looksAt: 206,
}

const partial: readonly Read[] = [
  ...['ETag', 'Cache-Control', 'Content-Location', 'Date', 'Expires', 'Vary'].map((name): Read => ({
    name: `A 206 has the ${name} of the 200`,
    section: '15.3.7',
    level: 'MUST',
    ...part,
    rules: [asOn200(name)],
  })),
  ...['Content-Type', 'Content-Language', 'Last-Modified'].map((name): Read => ({
    name: `A 206 without If-Range has the ${name} of the 200`,
    section: '15.3.7',
    level: 'MUST',
    ...part,
    rules: [asOn200(name)],
  })),
  {
    name: 'A 206 to If-Range has the ETag of the 200',
    section: '15.3.7',
    level: 'MUST',
    needs: ['ranges', 'bytes', 'strong'],
    fields: [
      ['Range', 'bytes=0-4'],
      ['If-Range', '{tag}'],
    ],
    looksAt: 206,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 206 has the Content-Length of its part',
    section: '8.6',
    level: 'MUST',
    ...part,
    rules: [
      ({ answer }) => {
        const length = field(answer, 'content-length')
        return length === null || length === '5' ? null : `Content-Length is ${length} where the part has 5 bytes`
      },
    ],
  },
  {
    name: 'A 206 names the complete length',
    section: '14.4',
    level: 'SHOULD',
    ...part,
    rules: [
      ({ answer, state }) => {
        const [found, due] = [field(answer, 'content-range'), `bytes 0-4/${state.content.length}`]
        return found === due ? null : `Content-Range is ${found ?? 'missing'} where ${due} is due`
      },
    ],
  },
  {
    name: 'A 206 has no Content-Digest of the whole content',
    section: 'RFC 9530, Section 2',
    level: 'MUST',
    ...part,
    rules: [
      where200Has('Content-Digest'),
      ({ answer, state }) => {
        const same = field(answer, 'content-digest') === field(state.answer, 'content-digest')
        return same ? 'The 206 has the Content-Digest of the 200' : null
      },
    ],
  },
  { name: 'A 206 has one Date, of now', section: '6.6.1', level: 'MUST', ...part, rules: [oneDate] },
]

/** What belongs on 304, 412, 416 and 206. */
export function answers(): Case[] {
  return reads([...notModified, ...preconditionFailed, ...notSatisfiable, ...partial])
}
