import type { Case } from '../case.ts'
import { field } from '../message.ts'
import { type Read, reads } from '../reads.ts'
import { asOn200, noFreshness, oneDate, where200Has } from './rules.ts'

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

/** What belongs on a 206 and on a 416. */
export function onParts(): Case[] {
  return reads([...notSatisfiable, ...partial])
}
