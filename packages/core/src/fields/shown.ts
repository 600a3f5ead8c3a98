/** A developer's value as a mistake names it: texts in quotes, and never a second error on top of the first. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  try {
    return String(value)
  } catch {
    return 'an object'
  }
}

/** The mistake of a function, or an option, that gave something else than what is due. */
export function unusable(name: string, given: unknown, due: string): TypeError {
  return new TypeError(`Cannot use what ${name} gave: ${shown(given)} ${due}`)
}
