import { readDate } from './dates.ts'
import { readTag, readTags, strongMatch, type Tag, type Tags, weakMatch } from './tags.ts'

/** What is stored under one path. */
export interface Stored {
  readonly content: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly version: number
  /** The second, since 1970, from which this state counts as modified: the first whole one after the change. */
  readonly modified: number
}

/** A request whose content is there. */
export interface Arrived {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly content: Uint8Array<ArrayBuffer>
}

/** RFC 9110, Section 13, in methods so small that a subclass can get one thing wrong. */
export class Conditions {
  /** The order of Section 13.2.2. */
  protected precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
    const [match, unmodified] = [this.field(arrived, 'If-Match'), this.field(arrived, 'If-Unmodified-Since')]
    const [noneMatch, modified] = [this.field(arrived, 'If-None-Match'), this.field(arrived, 'If-Modified-Since')]
    if (match !== null) {
      if (!this.ifMatch(match, stored)) return 412
    } else if (unmodified !== null && !this.ifUnmodifiedSince(unmodified, stored)) return 412
    const isRead = arrived.method === 'GET' || arrived.method === 'HEAD'
    if (noneMatch !== null) {
      if (!this.ifNoneMatch(noneMatch, stored)) return isRead ? 304 : 412
    } else if (isRead && modified !== null && !this.ifModifiedSince(modified, stored)) return 304
    return null
  }

  /** A field as it came, its lines joined (Section 5.3). */
  protected field({ headers }: Arrived, name: string): string | null {
    return headers.get(name)
  }

  // Whether a condition holds.

  protected ifMatch(field: string, stored: Stored | null): boolean {
    const tags = this.readTags(field)
    if (stored === null || tags === null) return false
    return tags === '*' || tags.some((tag) => this.matchesForWrite(tag, this.tag(stored)))
  }

  protected ifNoneMatch(field: string, stored: Stored | null): boolean {
    const tags = this.readTags(field)
    if (stored === null || tags === null) return true
    return tags !== '*' && !tags.some((tag) => this.matchesForRead(tag, this.tag(stored)))
  }

  protected ifModifiedSince(field: string, stored: Stored | null): boolean {
    const since = this.readDate(field)
    return since === null || stored === null || stored.modified > since
  }

  protected ifUnmodifiedSince(field: string, stored: Stored | null): boolean {
    const since = this.readDate(field)
    return since === null || stored === null || stored.modified <= since
  }

  protected ifRange(field: string, stored: Stored): boolean {
    const [tag, date] = [readTag(field), this.readDate(field)]
    return tag ? this.matchesForRange(tag, this.tag(stored)) : date === stored.modified
  }

  protected readTags(field: string): Tags {
    return readTags(field)
  }

  protected readDate(field: string): number | null {
    return readDate(field)
  }

  protected matchesForWrite(listed: Tag, current: Tag): boolean {
    return strongMatch(listed, current)
  }

  protected matchesForRead(listed: Tag, current: Tag): boolean {
    return weakMatch(listed, current)
  }

  protected matchesForRange(listed: Tag, current: Tag): boolean {
    return strongMatch(listed, current)
  }

  protected tag({ version }: Stored): Tag {
    return { weak: false, opaque: `v${version}` }
  }
}
