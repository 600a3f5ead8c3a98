import type { ByteRange, Content, Representation, Validators } from '@ifmatch/core'

/** The state that CASES.md speaks of: 100 bytes of text/plain, ETag "v1", Last-Modified L. */
export const L = new Date('2020-01-01T12:00:00Z')
export const lText = 'Wed, 01 Jan 2020 12:00:00 GMT'
export const secondBefore = 'Wed, 01 Jan 2020 11:59:59 GMT'
export const secondAfter = 'Wed, 01 Jan 2020 12:00:01 GMT'

export const v1 = { version: 'v1', lastModified: L } as const
export const tagOnly = { version: 'v1' } as const
export const dateOnly = { lastModified: L } as const
export const bare = { exists: true } as const

export const hundred = Array.from({ length: 10 }, (_, n) => `line ${n}...\n`).join('')

export interface Opened {
  readonly representation: Representation
  /** The ranges with which body() was called, in order; `whole` where it got none. */
  readonly opened: (ByteRange | 'whole')[]
}

/** The hundred bytes as a representation that notes each time its bytes are opened, and cuts them itself. */
export function document(validators: Validators = v1, more: { type?: string; size?: number } = {}): Opened {
  const opened: (ByteRange | 'whole')[] = []
  const body = (range?: ByteRange): Content => {
    opened.push(range ?? 'whole')
    return range ? hundred.slice(range.offset, range.offset + range.length) : hundred
  }
  return { representation: { ...validators, type: 'text/plain', size: 100, ...more, body }, opened }
}
