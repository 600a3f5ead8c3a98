// So far a date may run ahead of the clock: longer than a write and a read beside it take together, in milliseconds.
const AHEAD = 10_000

/**
 * The Last-Modified of a change that is made now: the next whole second, and a later one than that of the state before,
 * also when the clock was set back. A store that stamps its changes so has a strong date: it is sent only once its second
 * has come, and belongs to no other state. A state that is changed more often than once a second runs ahead of the clock,
 * for up to ten seconds; then all changes of a second share a date that is sent ten seconds after the last of them.
 *
 * @param before the date that the state had until now
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.2.2 RFC 9110, Section 8.8.2.2}
 */
export function nextLastModified(before?: Date): Date {
  const next = wholeSeconds(Date.now()) + 1000
  const held = before === undefined ? Number.NaN : wholeSeconds(before.getTime())
  if (!(held >= next)) return new Date(next)
  // Still later than this, and the clock was set back: then it may have been sent.
  return new Date(held === next + AHEAD ? held : held + 1000)
}

/** Cuts milliseconds since the epoch to the whole second that a field can carry. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000
}
