const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const longDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const day = `(?:${days.join('|')})`
const month = `(${months.join('|')})`
const time = '(\\d\\d):(\\d\\d):(\\d\\d)'

/** The three forms of RFC 9110, Section 5.6.7, and in which order each has day, month and year. */
const forms = [
  { pattern: new RegExp(`^${day}, (\\d\\d) ${month} (\\d{4}) ${time} GMT$`), order: 'DMYhms' },
  { pattern: new RegExp(`^(?:${longDays.join('|')}), (\\d\\d)-${month}-(\\d\\d) ${time} GMT$`), order: 'DMYhms' },
  { pattern: new RegExp(`^${day} ${month} ((?:\\d| )\\d) ${time} (\\d{4})$`), order: 'MDhmsY' },
] as const

/** A date of two digits that seems to be more than 50 years ahead is the last one in the past with these digits. */
export function yearOf(digits: string, now: Date): number {
  if (digits.length > 2) return Number(digits)
  const thisYear = now.getUTCFullYear()
  const year = thisYear - (thisYear % 100) + Number(digits)
  return year > thisYear + 50 ? year - 100 : year
}

/** Reads an HTTP date as seconds since 1970; `null` for everything else. */
export function readDate(text: string, readYear = yearOf): number | null {
  for (const { pattern, order } of forms) {
    const found = pattern.exec(text)
    if (!found) continue
    const part = (letter: string): string => found[order.indexOf(letter) + 1] ?? ''
    const year = readYear(part('Y'), new Date())
    const [monthIndex, dayOfMonth] = [months.indexOf(part('M')), Number(part('D'))]
    const [hour, minute, second] = [Number(part('h')), Number(part('m')), Number(part('s'))]
    const midnight = new Date(0)
    midnight.setUTCFullYear(year, monthIndex, dayOfMonth)
    if (midnight.getUTCMonth() !== monthIndex || dayOfMonth === 0) return null
    if (hour > 23 || minute > 59 || second > 60) return null
    return midnight.getTime() / 1000 + hour * 3600 + minute * 60 + second
  }
  return null
}

export const writeDate = (seconds: number): string => new Date(seconds * 1000).toUTCString()
