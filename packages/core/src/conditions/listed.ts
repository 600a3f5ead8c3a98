import type { Current } from '../fields/current.ts'

const TILDE = 0x7e

// How intermediaries that compress rewrite a strong tag, beside putting W/ before it: httpd, Jetty, httpd with Brotli.
const SUFFIXES = ['--gzip', '-gzip', '-br']

/**
 * Whether a field has the text in it that every tag accepted below begins with. If not, it lists none of them, whether it
 * can be read or not: one search by the runtime in the place of a walk over all members.
 */
export function mentions(field: string, { version, opaque }: Current): boolean {
  const sought = version ?? opaque
  return sought !== null && field.includes(sought)
}

/** Whether the listed opaque tag is the whole current one, strength aside. */
export function isWhole({ opaque }: Current, field: string, start: number, end: number): boolean {
  return (
    opaque !== null && end - start === opaque.length && field.startsWith(opaque, start) && isIntact(field, start, end)
  )
}

/**
 * Whether the listed opaque tag names the current state, strength aside: for writes. Where the version is known, any
 * variant of it does; the listed tag is never taken apart.
 */
export function isState(current: Current, field: string, start: number, end: number): boolean {
  const { version } = current
  if (version === null) return isWhole(current, field, start, end)
  const tail = start + version.length
  if (tail > end || !field.startsWith(version, start)) return false
  return (tail === end || field.charCodeAt(tail) === TILDE) && isIntact(field, start, end)
}

/** {@link isWhole}, and strong on both sides. */
export function isWholeStrongly(current: Current, field: string, start: number, end: number, weak: boolean): boolean {
  return !weak && !current.weak && isWhole(current, field, start, end)
}

/** {@link isState}, and strong on both sides. */
export function isStateStrongly(current: Current, field: string, start: number, end: number, weak: boolean): boolean {
  return !weak && !current.weak && isState(current, field, start, end)
}

/** {@link isStateStrongly}, or so once what a compressing intermediary did to the listed tag is undone: one rewriting, not two. */
export function isStateRewritten(current: Current, field: string, start: number, end: number, weak: boolean): boolean {
  if (current.weak) return false
  if (isState(current, field, start, end)) return true
  if (weak) return false
  return SUFFIXES.some((suffix) => {
    const cut = end - suffix.length
    return cut >= start && field.startsWith(suffix, cut) && isState(current, field, start, cut)
  })
}

// U+FFFD stands for bytes that were lost on the way: two tags that differ could look the same.
function isIntact(field: string, start: number, end: number): boolean {
  const lost = field.indexOf('\uFFFD', start)
  return lost < 0 || lost >= end
}
