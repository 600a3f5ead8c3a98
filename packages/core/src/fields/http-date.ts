const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].map((name) => letters(name, 0))
const LONG_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name) =>
  letters(name, 0),
)
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Reads an HTTP-date in any of its three forms, to the letter. The weekday must be one, but need not be the right one; a
 * leap second counts as the second after it.
 *
 * @returns milliseconds since the epoch, always whole seconds, or `null` where the text is no HTTP-date
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.7 RFC 9110, Section 5.6.7}
 */
export function parseHttpDate(field: string): number | null {
  const comma = field.indexOf(',')
  if (comma === 3) return fixdate(field)
  return comma > 3 ? rfc850(field, comma) : asctime(field)
}

// Sun, 06 Nov 1994 08:49:37 GMT
function fixdate(field: string): number | null {
  if (field.length !== 29 || !DAYS.includes(letters(field, 0)) || !field.endsWith(' GMT')) return null
  if (
    field.charCodeAt(4) !== 0x20 ||
    field.charCodeAt(7) !== 0x20 ||
    field.charCodeAt(11) !== 0x20 ||
    field.charCodeAt(16) !== 0x20
  )
    return null
  return instant(number(field, 12, 16), letters(field, 8), number(field, 5, 7), time(field, 17))
}

// Sunday, 06-Nov-94 08:49:37 GMT
function rfc850(field: string, comma: number): number | null {
  if (field.length !== comma + 24 || !LONG_DAYS.includes(field.slice(0, comma)) || !field.endsWith(' GMT')) return null
  if (
    field.charCodeAt(comma + 1) !== 0x20 ||
    field.charCodeAt(comma + 4) !== 0x2d ||
    field.charCodeAt(comma + 8) !== 0x2d ||
    field.charCodeAt(comma + 11) !== 0x20
  )
    return null
  const year = number(field, comma + 9, comma + 11)
  const month = letters(field, comma + 5)
  const day = number(field, comma + 2, comma + 4)
  return year < 0 ? null : inTheLastCentury(year, month, day, time(field, comma + 12))
}

// The latest year that ends in these two digits and brings the date no more than 50 years ahead.
function inTheLastCentury(digits: number, month: number, day: number, seconds: number): number | null {
  const limit = new Date()
  limit.setUTCFullYear(limit.getUTCFullYear() + 50)
  const year = limit.getUTCFullYear() - (limit.getUTCFullYear() % 100) + digits
  // A 29 February that this year lacks stands where 1 March does.
  const ahead = instant(year, month, day, seconds) ?? instant(year, MONTHS[2]!, 1, 0)!
  return instant(ahead > limit.getTime() ? year - 100 : year, month, day, seconds)
}

// Sun Nov  6 08:49:37 1994
function asctime(field: string): number | null {
  if (field.length !== 24 || !DAYS.includes(letters(field, 0))) return null
  if (
    field.charCodeAt(3) !== 0x20 ||
    field.charCodeAt(7) !== 0x20 ||
    field.charCodeAt(10) !== 0x20 ||
    field.charCodeAt(19) !== 0x20
  )
    return null
  const day = field.charCodeAt(8) === 0x20 ? number(field, 9, 10) : number(field, 8, 10)
  return instant(number(field, 20, 24), letters(field, 4), day, time(field, 11))
}

/** Three letters as one number: comparing it is cheaper than cutting them out. */
function letters(field: string, at: number): number {
  const a = field.charCodeAt(at)
  const b = field.charCodeAt(at + 1)
  const c = field.charCodeAt(at + 2)
  return (a | b | c) > 0x7f ? -1 : (a << 14) | (b << 7) | c
}

/** The digits from `from` up to `to` as a number, or -1 where one of them is none. */
function number(field: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = field.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Seconds since midnight of `08:49:37`, or -1. */
function time(field: string, at: number): number {
  const hour = number(field, at, at + 2)
  const minute = number(field, at + 3, at + 5)
  const second = number(field, at + 6, at + 8)
  if (field.charCodeAt(at + 2) !== 0x3a || field.charCodeAt(at + 5) !== 0x3a || hour < 0 || minute < 0 || second < 0)
    return -1
  const leap = hour === 23 && minute === 59 && second === 60
  return hour < 24 && minute < 60 && (second < 60 || leap) ? hour * 3600 + minute * 60 + second : -1
}

function instant(year: number, monthLetters: number, day: number, seconds: number): number | null {
  const month = MONTHS.indexOf(monthLetters)
  if (year < 0 || month < 0 || day < 1 || day > MONTH_DAYS[month]! || seconds < 0) return null
  if (month === 1 && day === 29 && !isLeap(year)) return null
  return (daysSinceEpoch(year, month, day) * 86400 + seconds) * 1000
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

// Counted from March, so that a leap day is the last of its year. Date.UTC would read the years 0 to 99 as 1900 to 1999.
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month < 2 ? year - 1 : year
  const sinceMarch = Math.floor((153 * ((month + 10) % 12) + 2) / 5) + day - 1
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + sinceMarch - 719468
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
