import type { Case } from '../case.ts'
import { noDates } from '../date-spellings.ts'
import type { Field } from '../message.ts'
import { type Write, write, writes } from '../writes.ts'
import { doubtful, readable, star, type TagValue, unreadable } from './tag-values.ts'

function tags(field: 'If-Match' | 'If-None-Match', { name, lines, level }: TagValue): Case {
  return write({
    name: `${field} on PUT: ${name}`,
    section: field === 'If-Match' ? '13.1.1' : '13.1.2',
    level,
    fields: lines.map((line): Field => [field, line]),
  })
}

const dates: readonly Write[] = [
  ...(['imf', 'rfc850', 'asctime'] as const).flatMap((form): Write[] => [
    {
      name: `If-Unmodified-Since on PUT: Last-Modified (${form})`,
      section: '13.1.4',
      level: 'MUST',
      fields: [['If-Unmodified-Since', `{date|${form}}`]],
    },
    {
      name: `If-Unmodified-Since on PUT: a day in 1994 (${form})`,
      section: '13.1.4',
      level: 'MUST',
      needs: ['date'],
      fields: [['If-Unmodified-Since', `{early|${form}}`]],
    },
  ]),
  {
    name: 'If-Unmodified-Since on PUT: a second before Last-Modified',
    section: '13.1.4',
    level: 'MUST',
    fields: [['If-Unmodified-Since', '{date-1}']],
  },
  {
    name: 'If-Unmodified-Since on PUT: a date in the future',
    section: '13.1.4',
    level: 'MUST',
    needs: ['date'],
    fields: [['If-Unmodified-Since', '{now+86400}']],
  },
  ...noDates.slice(0, 8).map((spelling): Write => ({
    name: `If-Unmodified-Since on PUT: no HTTP-date is ignored (${spelling})`,
    section: '13.1.4',
    level: 'MUST',
    needs: ['date'],
    fields: [['If-Unmodified-Since', `{early|${spelling}}`]],
  })),
  {
    name: 'If-Unmodified-Since on PUT: ignored beside a true If-Match',
    section: '13.1.4',
    level: 'MUST',
    needs: ['date', 'strong'],
    fields: [
      ['If-Match', '{tag}'],
      ['If-Unmodified-Since', '{early}'],
    ],
  },
  {
    name: 'If-Modified-Since on PUT is ignored',
    section: '13.1.3',
    level: 'MUST',
    needs: ['date', 'strong'],
    fields: [
      ['If-Match', '{tag}'],
      ['If-Modified-Since', '{now+86400}'],
    ],
  },
]

/** Conditions where nothing is and PUT creates. */
const creating: readonly Write[] = [
  {
    name: 'PUT creates with If-None-Match: *',
    section: '13.1.2',
    level: 'MUST',
    at: 'missing',
    fields: [['If-None-Match', '*']],
  },
  {
    name: 'PUT creates with If-None-Match: a tag',
    section: '13.1.2',
    level: 'MUST',
    at: 'missing',
    fields: [['If-None-Match', '"ifmatch-conformance"']],
  },
  {
    name: 'PUT creates nothing with If-Match: *',
    section: '13.1.1',
    level: 'MUST',
    at: 'missing',
    fields: [['If-Match', '*']],
  },
  {
    name: 'PUT creates nothing with If-Match: a tag',
    section: '13.1.1',
    level: 'MUST',
    at: 'missing',
    fields: [['If-Match', '"ifmatch-conformance"']],
  },
  {
    name: 'PUT creates nothing with If-Match: a weak tag',
    section: '13.1.1',
    level: 'MUST',
    at: 'missing',
    fields: [['If-Match', 'W/"ifmatch-conformance"']],
  },
  {
    name: 'PUT creates nothing with If-Match: what is no list of tags',
    section: '13.1.1',
    level: 'MUST',
    at: 'missing',
    fields: [['If-Match', 'ifmatch-conformance']],
  },
  {
    name: 'PUT creates nothing with If-Match: * beside If-None-Match: *',
    section: '13.2.2',
    level: 'MUST',
    at: 'missing',
    fields: [
      ['If-Match', '*'],
      ['If-None-Match', '*'],
    ],
  },
  {
    name: 'PUT creates with If-Unmodified-Since, which is ignored',
    section: '13.1.4',
    level: 'MUST',
    at: 'missing',
    fields: [
      ['If-None-Match', '*'],
      ['If-Unmodified-Since', '{early}'],
    ],
  },
]

/** Conditions on PUT: each kind of value; what is written is there, and what is refused has changed nothing. */
export function conditionsOnWrites(): Case[] {
  return [
    ...(['If-Match', 'If-None-Match'] as const).flatMap((field) =>
      [...readable, star, ...unreadable, ...doubtful].map((value) => tags(field, value)),
    ),
    ...writes([...dates, ...creating]),
  ]
}
