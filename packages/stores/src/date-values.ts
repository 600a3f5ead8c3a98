const SECONDS_END = 1e11

/**
 * Reads a date as stores keep it: milliseconds since the epoch, or text in the form of ISO 8601 (`2026-11-23T20:47:00Z`)
 * or of SQLite's own functions (`2026-11-23 20:47:00`), in UTC where it names no zone.
 *
 * @returns the date, or `null` where it is neither
 */
export function readDate(value: unknown): Date | null {
  if (typeof value === 'number' || typeof value === 'bigint') return fromNumber(Number(value))
  if (typeof value !== 'string') return null
  if (/^\d+(?:\.0+)?$/.test(value)) return fromNumber(Number(value))
  const [, day, time, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? []
  const date = new Date(`${day}T${time}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(date.getTime()) ? null : date
}

// A number so small would be seconds, and writing milliseconds beside it would spoil the column for whoever reads it.
function fromNumber(value: number): Date | null {
  return value >= SECONDS_END && value <= 8.64e15 ? new Date(value) : null
}
