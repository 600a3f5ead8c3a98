const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const longDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The three forms of RFC 9110, Section 5.6.7. */
export type DateForm = 'imf' | 'rfc850' | 'asctime'

const pad = (value: number, character = '0'): string => `${value}`.padStart(2, character)

/** Writes a time, in seconds since 1970, in one of the three forms. */
export function writeDate(seconds: number, form: DateForm = 'imf'): string {
  const date = new Date(seconds * 1000)
  const weekday = (date.getUTCDay() + 6) % 7
  const [day, month, year] = [date.getUTCDate(), months[date.getUTCMonth()]!, date.getUTCFullYear()]
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((part) => pad(part)).join(':')
  if (form === 'asctime') return `${days[weekday]} ${month} ${pad(day, ' ')} ${time} ${year}`
  if (form === 'rfc850') return `${longDays[weekday]}, ${pad(day)}-${month}-${pad(year % 100)} ${time} GMT`
  return `${days[weekday]}, ${pad(day)} ${month} ${year} ${time} GMT`
}

/**
 * Reads an HTTP-date in seconds since 1970; `null` where it is none. It does so backwards: of all dates that its parts could
 * mean, one has to be written exactly like this.
 */
export function readDate(text: string, now: number = Math.floor(Date.now() / 1000)): number | null {
  const parts = text.split(/[ ,:-]+/).filter((part) => part !== 'GMT')
  const month = parts.map((part) => months.indexOf(part)).find((index) => index >= 0)
  if (month === undefined) return null
  const numbers = parts
    .filter((part) => part !== '' && [...part].every((digit) => digit >= '0' && digit <= '9'))
    .map(Number)
  if (numbers.length !== 5) return null
  const [a, b, c, d, e] = numbers as [number, number, number, number, number]
  const asctime = !text.includes(',')
  const [day, year, hour, minute, second] = asctime ? [a, e, b, c, d] : [a, b, c, d, e]
  const candidates = text.includes('-') ? centuries(year, now) : [year]
  for (const full of candidates) {
    const date = new Date(0)
    date.setUTCFullYear(full, month, day)
    date.setUTCHours(hour, minute, second)
    const seconds = date.getTime() / 1000
    const form: DateForm = asctime ? 'asctime' : text.includes('-') ? 'rfc850' : 'imf'
    if (writeDate(seconds, form) === text) return seconds
  }
  return null
}

/** Two digits mean the latest such year that is not more than 50 years in the future. */
function centuries(twoDigits: number, now: number): number[] {
  const limit = new Date(now * 1000).getUTCFullYear() + 50
  return [limit - ((((limit - twoDigits) % 100) + 100) % 100)]
}
