const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const DAYS = /* @__PURE__ */ byLetters(WEEKDAYS)
const MONTHS = /* @__PURE__ */ byLetters('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '))

const GMT = /* @__PURE__ */ letters('GMT', 0)
const BLANK = 0x20
const COMMA = 0x2c
const COLON = 0x3a

// Stands for a part that cannot be read: every sum with it is below zero, and none needs more than 32 bits.
const UNREADABLE = -4e5

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
  // From March 400 years before the year 0, so that a leap day is the last of its year, and nothing is below zero.
  const months = twoDigits(field, 12) * 1200 + twoDigits(field, 14) * 12 + placeOf(MONTHS, field, 8) + 4798
  const day = twoDigits(field, 5)
  const hour = twoDigits(field, 17)
  const minute = twoDigits(field, 20)
  const second = twoDigits(field, 23)
  const days = daysBefore(months) + day
  const seconds = hour * 3600 + minute * 60 + second
  if (
    months < 0 ||
    seconds < 0 ||
    placeOf(DAYS, field, 0) < 0 ||
    field.charCodeAt(3) !== COMMA ||
    field.charCodeAt(4) !== BLANK ||
    field.charCodeAt(7) !== BLANK ||
    field.charCodeAt(11) !== BLANK ||
    field.charCodeAt(16) !== BLANK ||
    field.charCodeAt(19) !== COLON ||
    field.charCodeAt(22) !== COLON ||
    field.charCodeAt(25) !== BLANK ||
    letters(field, 26) !== GMT ||
    day < 1 ||
    (day > 28 && days > daysBefore(months + 1)) ||
    hour > 23 ||
    minute > 59 ||
    (second > 59 && seconds !== 86400)
  )
    return null
  return (days * 86400 + seconds) * 1000
}

/** The days before a month, from the day before the epoch. Five months from March or from August on have 153. */
function daysBefore(months: number): number {
  const year = (months / 12) | 0
  const century = (months / 1200) | 0
  return year * 365 + (year >> 2) - century + (century >> 2) + ((((months - year * 12) * 153 + 2) / 5) | 0) - 865566
}

// Sun Nov  6 08:49:37 1994
function asctime(field: string): number | null {
  const day = field.slice(7, 10).replace('  ', ' 0')
  return fixdate(`${field.slice(0, 3)},${day}${field.slice(3, 7)}${field.slice(19)}${field.slice(10, 19)} GMT`)
}

// Sunday, 06-Nov-94 08:49:37 GMT
function rfc850(field: string): number | null {
  const date = field.slice(-24)
  if (!WEEKDAYS.includes(field.slice(0, -24)) || date[4] !== '-' || date[8] !== '-') return null
  const inYear = (year: number, day = `${date.slice(0, 4)} ${date.slice(5, 8)}`) =>
    fixdate(`Sun${day} ${year}${date.slice(11)}`)
  // The latest year that ends in these two digits and brings the date no more than 50 years ahead.
  const now = new Date()
  const lastYear = now.getUTCFullYear() + 50
  const limit = now.setUTCFullYear(lastYear)
  const year = lastYear - (lastYear % 100) + twoDigits(date, 9)
  // A 29 February that this year lacks stands where 1 March does.
  const latest = inYear(year) ?? inYear(year, ', 01 Mar') ?? 0
  return inYear(latest > limit ? year - 100 : year)
}

/** Which of the names stands at `at`, or `UNREADABLE`. */
function placeOf(names: readonly number[], field: string, at: number): number {
  const sought = letters(field, at)
  let place = names.length - 1
  while (place >= 0 && names[place] !== sought) place--
  return place < 0 ? UNREADABLE : place
}

function byLetters(names: readonly string[]): number[] {
  return names.map((name) => letters(name, 0))
}

/** Three letters as one number: comparing it is cheaper than cutting them out. */
function letters(field: string, at: number): number {
  const a = field.charCodeAt(at)
  const b = field.charCodeAt(at + 1)
  const c = field.charCodeAt(at + 2)
  return (a | b | c) > 0x7f ? -1 : (a << 14) | (b << 7) | c
}

/** Two digits as a number, or `UNREADABLE`. */
function twoDigits(field: string, at: number): number {
  const tens = field.charCodeAt(at) ^ 0x30
  const ones = field.charCodeAt(at + 1) ^ 0x30
  return tens > 9 || ones > 9 ? UNREADABLE : tens * 10 + ones
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
