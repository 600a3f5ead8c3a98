import type { Case } from '../case.ts'
import { readParts } from '../multipart.ts'
import { field } from '../message.ts'
import { type Read, reads, type Rule } from '../reads.ts'
import { is206, multipart, noMultipart, parts, rangesOf, without } from './rules.ts'

/** Ranges that can be served: what comes are these bytes. A server may ignore Range, and then sends the whole. */
const served: readonly Read[] = (
  [
    ['the first five bytes', 'bytes=0-4', ['0', '4']],
    ['one byte', 'bytes=7-7', ['7', '7']],
    ['all that is behind the first ten', 'bytes=10-', ['10', '{size-1}']],
    ['the last five bytes', 'bytes=-5', ['{size-5}', '{size-1}']],
    ['all bytes', 'bytes=0-', ['0', '{size-1}']],
    ['an end behind the end', 'bytes=90-{size+900}', ['90', '{size-1}']],
    ['the last byte', 'bytes={size-1}-', ['{size-1}', '{size-1}']],
    ['more from the end than is there', 'bytes=-{size+900}', ['0', '{size-1}']],
    ['an end of twenty digits', 'bytes=0-99999999999999999999', ['0', '{size-1}']],
    ['a suffix of twenty digits', 'bytes=-99999999999999999999', ['0', '{size-1}']],
    ['a unit with a capital', 'Bytes=0-4', ['0', '4']],
    ['a comma behind', 'bytes=0-4,', ['0', '4']],
    ['a blank before the comma', 'bytes=0-4 ,', ['0', '4']],
    ['leading zeros', 'bytes=000-004', ['0', '4']],
  ] as const
).map(([name, value, part]): Read => ({
  name: `Range: ${name}`,
  section: '14.1.2',
  level: 'MUST',
  needs: ['ranges', 'bytes'],
  fields: [['Range', value]],
  rules: [parts(part)],
}))

/** What is no set of byte ranges is never answered 206. */
const refused: readonly Read[] = (
  [
    ['an end before the begin', 'bytes=9-3'],
    ['a bad range behind a good one', 'bytes=0-4, 9-3'],
    ['a bad range before a good one', 'bytes=9-3, 0-4'],
    ['numbers that floats cannot tell apart', 'bytes=9007199254740993-9007199254740992'],
    ['no numbers', 'bytes=-'],
    ['no range', 'bytes='],
    ['a letter', 'bytes=0-x'],
    ['a sign', 'bytes=+0-4'],
    ['two dashes', 'bytes=0--4'],
    ['a fraction', 'bytes=0-4.5'],
    ['a hexadecimal number', 'bytes=0x0-0x4'],
    ['a blank inside', 'bytes=0 - 4'],
    ['no equals sign', 'bytes 0-4'],
  ] as const
).map(([name, value]): Read => ({
  name: `Range is ignored or rejected: ${name}`,
  section: '14.1.1',
  level: 'MUST',
  needs: ['ranges', 'bytes'],
  fields: [['Range', value]],
  due: ['done', 400, 416],
  why: '14.2: a server may ignore or reject what is no set of ranges',
}))

const others: readonly Read[] = [
  {
    name: 'Range: a part is served where parts are served at all',
    section: '14.2',
    level: 'SHOULD',
    needs: ['ranges', 'bytes'],
    fields: [['Range', 'bytes=5-9']],
    rules: [is206, parts(['5', '9'])],
  },
  ...['seconds=0-4', 'items=0-4', 'none=0-4'].map((value): Read => ({
    name: `Range is ignored: a unit that nobody knows (${value})`,
    section: '14.2',
    level: 'MUST',
    needs: ['ranges'],
    fields: [['Range', value]],
    due: ['done'],
    why: '14.2: an origin server MUST ignore a Range with a unit that it does not understand',
  })),
  {
    name: 'Range: nothing from the end is not satisfiable',
    section: '14.1.2',
    level: 'MUST',
    needs: ['ranges'],
    fields: [['Range', 'bytes=-0']],
  },
  {
    name: 'Range: behind the end is not satisfiable',
    section: '14.1.2',
    level: 'MUST',
    needs: ['ranges'],
    fields: [['Range', 'bytes={size}-']],
  },
  {
    name: 'Range: far behind the end is not satisfiable',
    section: '14.1.2',
    level: 'MUST',
    needs: ['ranges'],
    fields: [['Range', 'bytes=99999999999999999999-']],
  },
  {
    name: 'Range: two lines',
    section: '5.3',
    level: 'open',
    needs: ['ranges', 'bytes'],
    fields: [
      ['Range', 'bytes=0-1'],
      ['Range', 'bytes=2-3'],
    ],
    due: ['done', 400, 416],
    why: '5.3: Range is no list, and joined its lines are no set of ranges',
  },
  {
    name: 'A single range is never sent as multipart/byteranges',
    section: '15.3.7.2',
    level: 'MUST',
    needs: ['ranges', 'bytes'],
    fields: [['Range', 'bytes=0-4']],
    rules: [noMultipart],
  },
]

/** What comes for several ranges: 200, one part, or `multipart/byteranges`; the bytes are right in each. */
const sound: Rule = ({ answer }) => {
  if (answer.status !== 206) return null
  return rangesOf(answer).includes('none') ? 'A part of the 206 has no Content-Range' : null
}

const typed: Rule = ({ answer, state }) => {
  const read = readParts(answer)
  if (typeof read === 'string') return read
  const other = read.find(({ contentType }) => contentType !== state.type)
  return other && state.type !== null
    ? `A part has Content-Type: ${other.contentType ?? 'none'} where the 200 has ${state.type}`
    : null
}

const several: readonly Read[] = [
  ...(
    [
      ['two that lie apart', 'bytes=0-4, 50-54'],
      ['two in the other order', 'bytes=50-54,0-4'],
      ['two that overlap', 'bytes=0-9, 5-14'],
      ['one that can be satisfied and one that cannot', 'bytes=0-4, {size}-'],
      ['the first and the last bytes', 'bytes=0-4, -5'],
      ['twenty small ones', `bytes=${Array.from({ length: 20 }, (_, index) => `${index * 4}-${index * 4}`).join(',')}`],
    ] as const
  ).map(([name, value]): Read => ({
    name: `Several ranges: ${name}`,
    section: '15.3.7.2',
    level: 'MUST',
    needs: ['ranges', 'bytes'],
    fields: [['Range', value]],
    rules: [sound],
  })),
  {
    name: 'multipart/byteranges has no Content-Range outside its parts',
    section: '15.3.7.2',
    level: 'MUST',
    needs: ['ranges', 'bytes'],
    fields: [['Range', 'bytes=0-4, 50-54']],
    rules: [multipart, without('Content-Range')],
  },
  {
    name: 'Each part of multipart/byteranges has the Content-Type of the 200',
    section: '15.3.7.2',
    level: 'SHOULD',
    needs: ['ranges', 'bytes'],
    fields: [['Range', 'bytes=0-4, 50-54']],
    rules: [multipart, typed],
  },
  {
    name: 'The parts of multipart/byteranges are in the order asked',
    section: '15.3.7.2',
    level: 'open',
    needs: ['ranges', 'bytes'],
    fields: [['Range', 'bytes=50-54, 0-4']],
    rules: [multipart, parts(['50', '54'], ['0', '4'])],
  },
  {
    name: 'multipart/byteranges has its own Content-Length, where it has one',
    section: '8.6',
    level: 'MUST',
    needs: ['ranges', 'bytes'],
    fields: [['Range', 'bytes=0-4, 50-54']],
    rules: [
      multipart,
      ({ answer }) => {
        const length = field(answer, 'content-length')
        return length === null || Number(length) === answer.content.length ? null : `Content-Length is ${length}`
      },
    ],
  },
]

/** Range without conditions. */
export function ranges(): Case[] {
  return reads([...served, ...refused, ...others, ...several])
}
