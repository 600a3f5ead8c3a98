const WEEKDAYS = ['Sun', 'Mon', 'Tues', 'Wednes', 'Thurs', 'Fri', 'Satur']
const DAYS = /* @__PURE__ */ byLetters('Sun Mon Tue Wed Thu Fri Sat')
const MONTHS = /* @__PURE__ */ byLetters('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
// Of a common year, before each month.
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

const GMT = /* @__PURE__ */ letters('GMT', 0)
const BLANK = 0x20
const COMMA = 0x2c
const COLON = 0x3a

/**
 * Reads an HTTP-date in any of its three forms, to the letter. The weekday must be one, but need not be the right one; a
 * leap second counts as the second after it.
 *
 * @returns milliseconds since the epoch, always whole seconds, or `null` where the text is no HTTP-date
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.7 RFC 9110, Section 5.6.7}
 */
export function parseHttpDate(field: string): number | null {
  return fixdate(field) ?? (field.length === 24 ? asctime(field) : rfc850(field))
}

// Sun, 06 Nov 1994 08:49:37 GMT. Each character is read once: that is nearly all that it costs.
function fixdate(field: string): number | null {
  if (field.length !== 29) return null
  const month = placeOf(MONTHS, field, 8)
  const day = twoDigits(field, 5)
  const century = twoDigits(field, 12)
  const ofCentury = twoDigits(field, 14)
  const hour = twoDigits(field, 17)
  const minute = twoDigits(field, 20)
  const second = twoDigits(field, 23)
  if (
    (month | day | century | ofCentury | hour | minute | second) < 0 ||
    placeOf(DAYS, field, 0) < 0 ||
    field.charCodeAt(3) !== COMMA ||
    field.charCodeAt(4) !== BLANK ||
    field.charCodeAt(7) !== BLANK ||
    field.charCodeAt(11) !== BLANK ||
    field.charCodeAt(16) !== BLANK ||
    field.charCodeAt(19) !== COLON ||
    field.charCodeAt(22) !== COLON ||
    field.charCodeAt(25) !== BLANK ||
    letters(field, 26) !== GMT
  )
    return null
  const year = century * 100 + ofCentury
  const leapDay = year % (ofCentury === 0 ? 400 : 4) === 0 ? 1 : 0
  const length = DAYS_BEFORE[month + 1]! - DAYS_BEFORE[month]! + (month === 1 ? leapDay : 0)
  const lastSecond = hour === 23 && minute === 59 ? 60 : 59
  if (day < 1 || day > length || hour > 23 || minute > 59 || second > lastSecond) return null
  // Date.UTC would read the years 0 to 99 as 1900 to 1999. Counted from 400 years earlier, so that nothing is below zero.
  const past = year + 399
  const leapDays = (past >> 2) - ((past / 100) | 0) + ((past / 400) | 0) + (month > 1 ? leapDay : 0)
  const days = past * 365 + leapDays + DAYS_BEFORE[month]! + day - 865260
  return (days * 86400 + hour * 3600 + minute * 60 + second) * 1000
}

// Sun Nov  6 08:49:37 1994
function asctime(field: string): number | null {
  const day = field.slice(7, 10).replace('  ', ' 0')
  return fixdate(`${field.slice(0, 3)},${day}${field.slice(3, 7)}${field.slice(19)}${field.slice(10, 19)} GMT`)
}

// Sunday, 06-Nov-94 08:49:37 GMT
function rfc850(field: string): number | null {
  const weekday = WEEKDAYS.find((name) => field.startsWith(`${name}day, `))
  if (weekday === undefined) return null
  const date = field.slice(weekday.length + 5)
  if (date[2] !== '-' || date[6] !== '-') return null
  const inCentury = (century: number, dayAndMonth = `${date.slice(0, 2)} ${date.slice(3, 6)}`) =>
    fixdate(`Sun, ${dayAndMonth} ${century}${date.slice(7)}`)
  // The latest year that ends in these two digits and brings the date no more than 50 years ahead.
  const limit = new Date()
  limit.setUTCFullYear(limit.getUTCFullYear() + 50)
  const century = Math.floor(limit.getUTCFullYear() / 100)
  // A 29 February that this year lacks stands where 1 March does.
  const latest = inCentury(century) ?? inCentury(century, '01 Mar')
  return inCentury(latest !== null && latest > limit.getTime() ? century - 1 : century)
}

/** Which of the names stands at `at`, or -1. */
function placeOf(names: readonly number[], field: string, at: number): number {
  const sought = letters(field, at)
  let place = names.length - 1
  while (place >= 0 && names[place] !== sought) place--
  return place
}

function byLetters(names: string): number[] {
  return names.split(' ').map((name) => letters(name, 0))
}

/** Three letters as one number: comparing it is cheaper than cutting them out. */
function letters(field: string, at: number): number {
  const a = field.charCodeAt(at)
  const b = field.charCodeAt(at + 1)
  const c = field.charCodeAt(at + 2)
  return (a | b | c) > 0x7f ? -1 : (a << 14) | (b << 7) | c
}

/** Two digits as a number, or -1 where one of them is none. */
function twoDigits(field: string, at: number): number {
  const tens = field.charCodeAt(at) - 0x30
  const ones = field.charCodeAt(at + 1) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

/**
 * Writes a date as Last-Modified and Date carry it; milliseconds are cut off.
 *
 * @throws TypeError for an invalid date and for a year that does not fit into four digits
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.7 RFC 9110, Section 5.6.7}
 */
export function formatHttpDate(date: Date): string {
  if (!isHttpDate(date))
    throw new TypeError('Cannot write an HTTP-date: the Date is invalid, or its year has not four digits')
  return date.toUTCString()
}

/** Whether an HTTP-date can say this moment. */
export function isHttpDate(date: Date): boolean {
  const time = date.getTime()
  return time >= -62167219200000 && time < 253402300800000
}
