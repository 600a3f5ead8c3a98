/** RFC 9110, Section 5.6.7, with regular expressions and Date.UTC. READINGS 14. */
import { trimmed } from './entity-tags.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const month = `(?<month>${months.join('|')})`
const short = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const long = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)'
const time = '(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})'

const imfFixdate = new RegExp(`^${short}, (?<day>[0-9]{2}) ${month} (?<year>[0-9]{4}) ${time} GMT$`)
const rfc850Date = new RegExp(`^${long}, (?<day>[0-9]{2})-${month}-(?<year>[0-9]{2}) ${time} GMT$`)
const asctimeDate = new RegExp(`^${short} ${month} (?<day>[0-9]{2}| [0-9]) ${time} (?<year>[0-9]{4})$`)

/** Milliseconds since the epoch, or `null` for what is no HTTP-date. `now` is for years of two digits only. */
export function readDate(field: string, now: number): number | null {
  const text = trimmed(field)
  const parts = (imfFixdate.exec(text) ?? rfc850Date.exec(text) ?? asctimeDate.exec(text))?.groups
  if (parts === undefined) return null
  const number = (name: string) => Number(parts[name])
  const at = (year: number) =>
    instant(year, months.indexOf(parts.month ?? ''), number('day'), number('hour'), number('minute'), number('second'))
  if (parts.year?.length === 4) return at(number('year'))
  // "more than 50 years in the future": the most recent year in the past with the same last two digits.
  const limit = new Date(now)
  limit.setUTCFullYear(limit.getUTCFullYear() + 50)
  const century = Math.floor(new Date(now).getUTCFullYear() / 100) * 100
  const near = at(century + number('year'))
  return near !== null && near <= limit.getTime() ? near : at(century + number('year') - 100)
}

function instant(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (hour > 23 || minute > 59) return null
  if (second > 59 && !(hour === 23 && minute === 59 && second === 60)) return null
  const midnight = new Date(Date.UTC(2000, month, day))
  midnight.setUTCFullYear(year, month, day)
  if (midnight.getUTCDate() !== day || midnight.getUTCMonth() !== month) return null
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
}
