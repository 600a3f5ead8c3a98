import type { Case } from '../case.ts'
import { type Read, reads } from '../reads.ts'
import { is206, parts } from './rules.ts'

const needs = ['ranges', 'bytes'] as const

function row(name: string, value: string | readonly string[], more: Partial<Read> = {}): Read {
  const lines = typeof value === 'string' ? [value] : value
  return {
    name: `If-Range: ${name}`,
    section: '13.1.5',
    level: 'MUST',
    needs: more.needs ?? needs,
    fields: [['Range', 'bytes=0-4'], ...lines.map((line): [string, string] => ['If-Range', line])],
    rules: [parts(['0', '4'])],
    ...more,
  }
}

const rows: readonly Read[] = [
  row('the current tag', '{tag}'),
  row('the current tag, if strong, is answered 206', '{tag}', {
    level: 'SHOULD',
    needs: [...needs, 'strong'],
    rules: [is206, parts(['0', '4'])],
  }),
  row('a weak tag', '{weak}'),
  row('the strong spelling of the current tag', '{strong}'),
  row('another tag', '"ifmatch-conformance"'),
  row('a star', '*'),
  row('a list of tags', '{tag}, "ifmatch"'),
  row('a list with the current tag last', '"ifmatch", {tag}'),
  row('the current tag without quotes', '{opaque}'),
  row('text', 'ifmatch-conformance'),
  row('an empty value', '', { level: 'open' }),
  row('two lines', ['"ifmatch"', '{tag}'], { level: 'open' }),
  row('Last-Modified', '{date}'),
  row('Last-Modified is answered 206 where the date is strong', '{date}', {
    section: '8.8.2.2',
    level: 'open',
    rules: [is206, parts(['0', '4'])],
  }),
  row('Last-Modified as rfc850-date', '{date|rfc850}', { level: 'open' }),
  row('a second before Last-Modified', '{date-1}'),
  row('a second after Last-Modified', '{date+1}'),
  row('a date in the future', '{now+86400}', { needs: [...needs, 'date'] }),
  row('a date in 1994', '{early}', { needs: [...needs, 'date'] }),
  row('what is no HTTP-date', '{now|iso}', { needs: [...needs, 'date'] }),
  row('another tag before a range that cannot be satisfied', '"ifmatch-conformance"', {
    fields: [
      ['Range', 'bytes={size}-'],
      ['If-Range', '"ifmatch-conformance"'],
    ],
    rules: [],
  }),
  row('the current tag before a range that cannot be satisfied: 416, or 200', '{tag}', {
    level: 'open',
    fields: [
      ['Range', 'bytes={size}-'],
      ['If-Range', '{tag}'],
    ],
    rules: [],
  }),
  row('ignored without Range (the current tag)', '{tag}', { fields: [['If-Range', '{tag}']], rules: [] }),
  row('ignored without Range (another tag)', '"ifmatch"', {
    fields: [['If-Range', '"ifmatch-conformance"']],
    rules: [],
  }),
]

/** Range beside the other conditions: they come first (Sections 13.2.2 and 14.2). */
const order: readonly Read[] = (
  [
    [
      'If-None-Match false, a range',
      [
        ['If-None-Match', '{known}'],
        ['Range', 'bytes=0-4'],
      ],
    ],
    [
      'If-None-Match false, a range that cannot be satisfied',
      [
        ['If-None-Match', '{known}'],
        ['Range', 'bytes={size}-'],
      ],
    ],
    [
      'If-None-Match false, If-Range true',
      [
        ['If-None-Match', '{tag}'],
        ['Range', 'bytes=0-4'],
        ['If-Range', '{tag}'],
      ],
    ],
    [
      'If-None-Match false, If-Range false',
      [
        ['If-None-Match', '{tag}'],
        ['Range', 'bytes=0-4'],
        ['If-Range', '"ifmatch"'],
      ],
    ],
    [
      'If-None-Match true, a range',
      [
        ['If-None-Match', '"ifmatch"'],
        ['Range', 'bytes=0-4'],
      ],
    ],
    [
      'If-None-Match true, If-Range false',
      [
        ['If-None-Match', '"ifmatch"'],
        ['Range', 'bytes=0-4'],
        ['If-Range', '"ifmatch"'],
      ],
    ],
    [
      'If-Match false, a range',
      [
        ['If-Match', '"ifmatch"'],
        ['Range', 'bytes=0-4'],
      ],
    ],
    [
      'If-Match false, a range that cannot be satisfied',
      [
        ['If-Match', '"ifmatch"'],
        ['Range', 'bytes={size}-'],
      ],
    ],
    [
      'If-Match false, If-Range true',
      [
        ['If-Match', '"ifmatch"'],
        ['Range', 'bytes=0-4'],
        ['If-Range', '{tag}'],
      ],
    ],
    [
      'If-Match true, a range',
      [
        ['If-Match', '{matching}'],
        ['Range', 'bytes=0-4'],
      ],
    ],
    [
      'If-Match true, If-Range false',
      [
        ['If-Match', '{matching}'],
        ['Range', 'bytes=0-4'],
        ['If-Range', '"ifmatch"'],
      ],
    ],
    [
      'If-Unmodified-Since false, a range',
      [
        ['If-Unmodified-Since', '{date-1}'],
        ['Range', 'bytes=0-4'],
      ],
    ],
    [
      'If-Unmodified-Since true, a range',
      [
        ['If-Unmodified-Since', '{date}'],
        ['Range', 'bytes=0-4'],
      ],
    ],
    [
      'If-Modified-Since true, a range',
      [
        ['If-Modified-Since', '{date-1}'],
        ['Range', 'bytes=0-4'],
      ],
    ],
  ] as const
).map(([name, fields]): Read => ({
  name: `The order with Range: ${name}`,
  section: '13.2.2',
  level: 'MUST',
  needs,
  fields,
  rules: [parts(['0', '4'])],
}))

const byDate: Read = {
  name: 'The order with Range: If-Modified-Since false, a range',
  section: '13.2.2',
  level: 'SHOULD',
  needs,
  fields: [
    ['If-Modified-Since', '{date}'],
    ['Range', 'bytes=0-4'],
  ],
}

/** If-Range, and Range beside the other conditions. */
export function ifRange(): Case[] {
  return reads([...rows, ...order, byDate])
}
