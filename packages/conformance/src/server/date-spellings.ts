import { type DateForm, writeDate } from './oracle/http-date.ts'

type Odd = 'wrong-weekday' | 'day-that-is-none' | 'hour-24' | 'leap-second'

type NearMiss =
  | 'year'
  | 'seconds'
  | 'milliseconds'
  | 'iso'
  | 'iso-day'
  | 'us'
  | 'utc'
  | 'offset'
  | 'est'
  | 'no-zone'
  | 'no-weekday'
  | 'no-comma'
  | 'no-seconds'
  | 'long-month'
  | 'one-digit-hour'
  | 'two-blanks'
  | 'small-letters'
  | 'capitals'
  | 'hour-25'
  | 'minute-60'
  | 'quoted'
  | 'more-behind'
  | 'two-dates'

/** Texts that look like a date and are no HTTP-date (RFC 9110, Section 5.6.7). */
const nearMisses: Record<NearMiss, (date: Date) => string> = {
  year: (date) => `${date.getUTCFullYear()}`,
  seconds: (date) => `${date.getTime() / 1000}`,
  milliseconds: (date) => `${date.getTime()}`,
  iso: (date) => date.toISOString(),
  'iso-day': (date) => date.toISOString().slice(0, 10),
  us: (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`,
  utc: (date) => date.toUTCString().replace('GMT', 'UTC'),
  offset: (date) => date.toUTCString().replace('GMT', '+0000'),
  est: (date) => date.toUTCString().replace('GMT', 'EST'),
  'no-zone': (date) => date.toUTCString().replace(' GMT', ''),
  'no-weekday': (date) => date.toUTCString().slice(5),
  'no-comma': (date) => date.toUTCString().replace(',', ''),
  'no-seconds': (date) => date.toUTCString().replace(/:\d\d GMT/, ' GMT'),
  'long-month': (date) => date.toUTCString().replace(/ [A-Z][a-z]{2} (?=\d)/, ' November '),
  'one-digit-hour': (date) => date.toUTCString().replace(/\d\d:/, '7:'),
  'two-blanks': (date) => date.toUTCString().replace(' GMT', '  GMT'),
  'small-letters': (date) => date.toUTCString().toLowerCase(),
  capitals: (date) => date.toUTCString().toUpperCase(),
  'hour-25': (date) => date.toUTCString().replace(/\d\d:/, '25:'),
  'minute-60': (date) => date.toUTCString().replace(/:\d\d:/, ':60:'),
  quoted: (date) => `"${date.toUTCString()}"`,
  'more-behind': (date) => `${date.toUTCString()}; length=1234`,
  'two-dates': (date) => `${date.toUTCString()}, ${date.toUTCString()}`,
}

/** Texts that the grammar has, and that are odd. */
const odd: Record<Odd, (date: Date) => string> = {
  'wrong-weekday': (date) => {
    const [other] = ['Mon', 'Tue'].filter((day) => !date.toUTCString().startsWith(day))
    return date.toUTCString().replace(/^.../, other!)
  },
  'day-that-is-none': (date) => date.toUTCString().replace(/ \d\d ... /, ' 31 Feb '),
  'hour-24': (date) => date.toUTCString().replace(/\d\d:\d\d:\d\d/, '24:00:00'),
  'leap-second': (date) => date.toUTCString().replace(/\d\d:\d\d:\d\d/, '23:59:60'),
}

/** How a date may be spelled in a template. */
export type Spelling = DateForm | NearMiss | Odd

/** All spellings that are no HTTP-date. */
export const noDates: readonly NearMiss[] = Object.keys(nearMisses) as NearMiss[]

/** All spellings that a reader may take either way. */
export const oddDates: readonly Odd[] = Object.keys(odd) as Odd[]

/** Spells a time, in seconds since 1970. */
export function spell(seconds: number, spelling: Spelling): string {
  const how: Record<string, (date: Date) => string> = { ...nearMisses, ...odd }
  return how[spelling]?.(new Date(seconds * 1000)) ?? writeDate(seconds, spelling as DateForm)
}
