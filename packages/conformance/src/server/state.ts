import { type Answer, type Field, field, sameBytes } from './message.ts'
import { type Tag, matches, readTag } from './oracle/entity-tags.ts'
import { readDate } from './oracle/http-date.ts'
import type { Selected } from './oracle/due.ts'

/** What a GET without conditions showed. */
export interface State {
  readonly answer: Answer
  /** The ETag as it is sent. */
  readonly etag: string | null
  /** The same, read: `null` also where it is no entity tag. */
  readonly tag: Tag | null
  /** Last-Modified as it is sent. */
  readonly date: string | null
  /** The same in seconds since 1970: `null` also where it is no date. */
  readonly modified: number | null
  readonly content: Uint8Array
  readonly type: string | null
}

/** Reads the state that an answer shows. */
export function stateOf(answer: Answer): State {
  const [etag, date] = [field(answer, 'etag'), field(answer, 'last-modified')]
  return {
    answer,
    etag,
    tag: etag === null ? null : readTag(etag),
    date,
    modified: date === null ? null : readDate(date),
    content: answer.content,
    type: field(answer, 'content-type'),
  }
}

/** The state as the oracle sees it. */
export function selectedOf({ tag, modified, content }: State): Selected {
  return { tag, modified, size: content.length }
}

/** Whether two states are the same to a client: tag, type and bytes. A tag that was weak at first may be strong now. */
export function sameState(one: State, other: State): boolean {
  const sameTag = one.tag && other.tag ? matches('weak', one.tag, other.tag) : one.etag === other.etag
  return sameTag && one.type === other.type && sameBytes(one.content, other.content)
}

/** If-Match with the tag of a state, where it is strong: what a write carries whose condition is not the matter. */
export function ifCurrent({ tag, etag }: State): Field[] {
  return tag && !tag.weak ? [['If-Match', etag!]] : []
}
