import type { Case } from '../case.ts'
import { noDates, oddDates } from '../date-spellings.ts'
import { type Read, reads } from '../reads.ts'

const forms = { imf: 'IMF-fixdate', rfc850: 'rfc850-date', asctime: 'asctime-date' } as const

/** The first condition on a date: If-Modified-Since is evaluated at all. Without that, its forms cannot be seen. */
const modifiedSince: readonly Read[] = [
  {
    name: 'If-Modified-Since on GET: Last-Modified itself is answered 304',
    section: '13.1.3',
    level: 'SHOULD',
    fields: [['If-Modified-Since', '{date}']],
  },
  {
    name: 'If-Modified-Since on HEAD: Last-Modified itself is answered 304',
    section: '13.1.3',
    level: 'SHOULD',
    method: 'HEAD',
    fields: [['If-Modified-Since', '{date}']],
  },
  {
    name: 'If-Modified-Since on GET: a second after Last-Modified is answered 304',
    section: '13.1.3',
    level: 'SHOULD',
    fields: [['If-Modified-Since', '{date+1}']],
  },
  {
    name: 'If-Modified-Since on GET: the present second is answered 304',
    section: '13.1.3',
    level: 'SHOULD',
    needs: ['aged'],
    fields: [['If-Modified-Since', '{now}']],
  },
  ...[1, 60, 3600, 86_400 * 366].map((seconds): Read => ({
    name: `If-Modified-Since on GET: ${seconds} s before Last-Modified is answered 200`,
    section: '13.1.3',
    level: 'MUST',
    fields: [['If-Modified-Since', `{date-${seconds}}`]],
  })),
  {
    name: 'If-Modified-Since on GET: a date in the future',
    section: '13.1.3',
    level: 'open',
    needs: ['date'],
    fields: [['If-Modified-Since', '{now+86400}']],
    due: [304],
    why: '13.1.3 compares whatever the date is; RFC 2616 took one in the future for invalid',
  },
  {
    name: 'If-Modified-Since on GET: the epoch is answered 200',
    section: '13.1.3',
    level: 'MUST',
    needs: ['date'],
    fields: [['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  },
  ...(['rfc850', 'asctime'] as const).flatMap((form): Read[] => [
    {
      name: `If-Modified-Since on GET: Last-Modified as ${forms[form]} is answered 304`,
      section: '5.6.7',
      level: 'MUST',
      needs: ['dates'],
      fields: [['If-Modified-Since', `{date|${form}}`]],
    },
    {
      name: `If-Modified-Since on GET: a second before Last-Modified as ${forms[form]} is answered 200`,
      section: '5.6.7',
      level: 'MUST',
      fields: [['If-Modified-Since', `{date-1|${form}}`]],
    },
  ]),
]

const unmodifiedSince: readonly Read[] = [
  ...(Object.keys(forms) as (keyof typeof forms)[]).flatMap((form): Read[] => [
    {
      name: `If-Unmodified-Since on GET: Last-Modified as ${forms[form]} is answered 200`,
      section: form === 'imf' ? '13.1.4' : '5.6.7',
      level: 'MUST',
      fields: [['If-Unmodified-Since', `{date|${form}}`]],
    },
    {
      name: `If-Unmodified-Since on GET: a second before Last-Modified as ${forms[form]} is answered 412`,
      section: form === 'imf' ? '13.1.4' : '5.6.7',
      level: 'MUST',
      fields: [['If-Unmodified-Since', `{date-1|${form}}`]],
    },
    {
      name: `If-Unmodified-Since on GET: a day in 1994 as ${forms[form]} is answered 412`,
      section: form === 'imf' ? '13.1.4' : '5.6.7',
      level: 'MUST',
      needs: ['date'],
      fields: [['If-Unmodified-Since', `{early|${form}}`]],
    },
  ]),
  {
    name: 'If-Unmodified-Since on GET: two digits of a year in 20 years mean that year',
    section: '5.6.7',
    level: 'MUST',
    needs: ['date'],
    fields: [['If-Unmodified-Since', `{now+${86_400 * 365 * 20}|rfc850}`]],
  },
  {
    name: 'If-Unmodified-Since on GET: a date in the future is answered 200',
    section: '13.1.4',
    level: 'MUST',
    needs: ['date'],
    fields: [['If-Unmodified-Since', '{now+86400}']],
  },
  {
    name: 'If-Unmodified-Since on GET: the epoch is answered 412',
    section: '13.1.4',
    level: 'MUST',
    needs: ['date'],
    fields: [['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  },
  {
    name: 'If-Unmodified-Since on HEAD: a second before Last-Modified is answered 412',
    section: '13.1.4',
    level: 'MUST',
    method: 'HEAD',
    fields: [['If-Unmodified-Since', '{date-1}']],
  },
]

/** What is no HTTP-date is ignored: a date that would make the condition false, spelled wrongly. */
const ignored: readonly Read[] = (
  [
    ['If-Modified-Since', '13.1.3', 'now'],
    ['If-Unmodified-Since', '13.1.4', 'early'],
  ] as const
).flatMap(([field, section, date]): Read[] => [
  ...noDates.map((spelling): Read => ({
    name: `${field} on GET: no HTTP-date is ignored (${spelling})`,
    section,
    level: 'MUST',
    needs: ['date'],
    fields: [[field, `{${date}|${spelling}}`]],
    due: ['done'],
    why: `${section}: a recipient MUST ignore ${field} where the value is no valid HTTP-date`,
  })),
  ...['', '0', '-1', '*', '"ifmatch"', 'NaN', 'now'].map((value): Read => ({
    name: `${field} on GET: no HTTP-date is ignored (${value || 'empty'})`,
    section,
    level: 'MUST',
    needs: ['date'],
    fields: [[field, value]],
    due: ['done'],
    why: `${section}: a recipient MUST ignore ${field} where the value is no valid HTTP-date`,
  })),
  {
    name: `${field} on GET: two lines are ignored`,
    section,
    level: 'MUST',
    needs: ['date'],
    fields: [
      [field, `{${date}}`],
      [field, `{${date}}`],
    ],
    due: ['done'],
    why: `${section}: a recipient MUST ignore ${field} where the value has more than one member`,
  },
  ...oddDates.map((spelling): Read => ({
    name: `${field} on GET: an odd date (${spelling})`,
    section: '5.6.7',
    level: 'open',
    needs: ['date'],
    fields: [[field, `{${date}|${spelling}}`]],
    due: ['done'],
    why: '5.6.7: the grammar has it, and no such second was',
  })),
])

/** Where there is no date to compare with, conditions on dates are ignored. */
const without: readonly Read[] = [
  {
    name: 'If-Modified-Since on GET: ignored without Last-Modified',
    section: '13.1.3',
    level: 'MUST',
    needs: ['no-date'],
    fields: [['If-Modified-Since', '{now}']],
  },
  {
    name: 'If-Unmodified-Since on GET: ignored without Last-Modified',
    section: '13.1.4',
    level: 'MUST',
    needs: ['no-date'],
    fields: [['If-Unmodified-Since', '{early}']],
  },
]

/** If-Modified-Since and If-Unmodified-Since on GET and HEAD. */
export function datesOnReads(): Case[] {
  return reads([...modifiedSince, ...unmodifiedSince, ...ignored, ...without])
}
