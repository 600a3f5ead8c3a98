/** A developer's value as a mistake names it: texts in quotes, and never a second error on top of the first. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  try {
    return String(value)
  } catch {
    return 'an object'
  }
}
