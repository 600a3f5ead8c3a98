// How long the end of a write may take behind the making of its date, in milliseconds.
const COMMIT = 250

/**
 * The Last-Modified of a change that is made now: the next whole second, and never earlier than the one before, also when
 * the clock was set back. A store that stamps its changes so has a strong date: it is sent only once its second has come,
 * and no change follows in it.
 *
 * @param before the date that the state had until now
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.2.2 RFC 9110, Section 8.8.2.2}
 */
export function nextLastModified(before?: Date): Date {
  const now = Date.now()
  const next = wholeSeconds(now) + 1000
  const held = before === undefined ? Number.NaN : wholeSeconds(before.getTime() + 999)
  if (!(held >= next)) return new Date(next)
  // The state before has the same date: this one may come to light after it was sent of that one, so it takes the next.
  const soon = wholeSeconds(now + COMMIT) + 1000
  if (held <= soon) return new Date(soon)
  // The clock was set back. The date before may have been sent, so this change needs one of its own.
  return new Date(wholeSeconds(before!.getTime()) + 1000)
}

/** Cuts milliseconds since the epoch to the whole second that a field can carry. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000
}
