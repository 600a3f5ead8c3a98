/** Dates as strangers write them, and the three forms by which the tests write dates themselves. */
import fc from 'fast-check'

/** When the states of this page were last modified; the dates that requests name are around it. */
export const modified = Date.UTC(2021, 5, 7, 8, 9, 10)
const instants = [modified, modified, modified, modified - 1000, modified + 1000, 0, Date.UTC(2024, 1, 29, 23, 59, 59)]
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const two = (n: number) => String(n).padStart(2, '0')
const four = (n: number) => String(n).padStart(4, '0')

/** The three forms of Section 5.6.7, in its order. */
export const dateForms: readonly ((time: number) => string)[] = [
  (time) => {
    const [date, day, month] = namesOf(time)
    return `${day.slice(0, 3)}, ${two(date.getUTCDate())} ${month} ${four(date.getUTCFullYear())} ${clock(date)} GMT`
  },
  (time) => {
    const [date, day, month] = namesOf(time)
    return `${day}, ${two(date.getUTCDate())}-${month}-${two(date.getUTCFullYear() % 100)} ${clock(date)} GMT`
  },
  (time) => {
    const [date, day, month] = namesOf(time)
    const dayOfMonth = String(date.getUTCDate()).padStart(2, ' ')
    return `${day.slice(0, 3)} ${month} ${dayOfMonth} ${clock(date)} ${four(date.getUTCFullYear())}`
  },
]
function namesOf(time: number): [date: Date, day: string, month: string] {
  const date = new Date(time)
  return [date, days[date.getUTCDay()] ?? '', months[date.getUTCMonth()] ?? '']
}
const clock = (date: Date) => [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')

export const goodDate = fc
  .tuple(fc.constantFrom(...instants), fc.constantFrom(...dateForms))
  .map(([time, format]) => format(time))
// One character of a good date put in, left out or changed: mostly no date any more, at times another one.
const nearlyDate = fc
  .tuple(goodDate, fc.nat(32), fc.constantFrom('', ' ', '0', '9', 'a', 'M', '-', ',', '\t', '\xa0'), fc.nat(1))
  .map(([text, at, put, out]) => text.slice(0, at) + put + text.slice(at + out))
const oddDate = fc.constantFrom(
  ...['Mon, 31 Feb 2022 00:00:00 GMT', 'Tue, 29 Feb 2022 00:00:00 GMT', 'Thu, 29 Feb 2024 00:00:00 GMT'],
  ...['Mon, 07 Jun 2021 24:00:00 GMT', 'Mon, 07 Jun 2021 23:59:60 GMT', 'Mon, 07 Jun 2021 08:60:10 GMT'],
  ...['Mon, 07 Jun 2021 08:09:61 GMT', 'Sun, 07 Jun 2021 08:09:10 GMT', 'mon, 07 jun 2021 08:09:10 gmt'],
  ...['Mon, 07 Jun 2021 08:09:10 UTC', 'Mon, 07 Jun 2021 08:09:10 +0000', 'Mon, 7 Jun 2021 08:09:10 GMT', '0', '2030'],
  ...['2021-06-07T08:09:10Z', 'Mon Jun 07 08:09:10 2021', 'Mon Jun  7 08:09:10 2021 GMT', 'Monday, 07-Jun-21 08:09:10'],
  ...['Mon, 00 Jun 2021 08:09:10 GMT', 'Mon, 01 Jan 0000 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', ''],
  ...['\xa0Mon, 07 Jun 2021 08:09:10 GMT', 'Mon, 07 Jun 2021 08:09:10 GMT\xa0'],
  ...[
    'Mon, 07 Jun 2021 08:09:10 GMT, Mon, 07 Jun 2021 08:09:10 GMT',
    'Mon, 31 Jun 2021 08:09:10 GMT',
    '-1',
    'Infinity',
  ],
  ...['Sunday, 06-Nov-94 08:49:37 GMT', 'Monday, 31-Feb-22 00:00:00 GMT', 'Mon, 07 Jun 2021 12:30:60 GMT'],
)
/** If-Modified-Since and If-Unmodified-Since. */
export const anyDateField = fc.oneof(
  { weight: 6, arbitrary: goodDate },
  { weight: 2, arbitrary: nearlyDate },
  { weight: 2, arbitrary: oddDate },
)
