import type { Field } from '../message.ts'
import { type Tag, matches, readTag, readTagList } from './entity-tags.ts'
import { readDate } from './http-date.ts'
import { readRanges } from './ranges.ts'

/** What is known of the selected representation; `null`: there is none. */
export interface Selected {
  readonly tag: Tag | null
  /** Seconds since 1970. */
  readonly modified: number | null
  readonly size: number
}

/** What the target and whoever asks are known to do. */
export interface Circumstances {
  /** It serves ranges. */
  readonly ranges?: boolean
  /** What a request without conditions gets where there is no representation: it creates, or it is refused. */
  readonly missing?: 'creates' | 'refused'
  /** An intermediary may weaken tags, and whoever undoes that is right, too. */
  readonly proxyInBetween?: boolean
}

/** `done`: the method is performed, as without conditions; `refused`: the status that it has without conditions. */
export type DueStatus = 'done' | 'refused' | 206 | 304 | 400 | 412 | 416

/** What may be answered, and why. */
export interface Due {
  readonly statuses: readonly DueStatus[]
  readonly because: readonly string[]
}

type Truth = 'true' | 'false' | 'ignored' | 'unreadable' | 'either'

/**
 * What is due for a request, written from RFC 9110, Section 13.2.2, step by step: as a list of what may be answered, so that
 * whatever the text leaves open is accepted.
 */
export function due(
  method: string,
  fields: readonly Field[],
  selected: Selected | null,
  about: Circumstances = {},
): Due {
  const value = (name: string): string | null => {
    const found = fields.filter(([other]) => other.toLowerCase() === name).map(([, text]) => text)
    return found.length > 0 ? found.join(', ') : null
  }
  const because: string[] = []
  const say = (sentence: string): void => void because.push(sentence)

  if (['OPTIONS', 'TRACE', 'CONNECT'].includes(method)) {
    return { statuses: ['done'], because: [`13.2.1: ${method} selects no representation, so conditions are ignored`] }
  }
  if (selected === null && (about.missing ?? 'refused') === 'refused') {
    const sentence = '13.2.1: without the conditions the request would be refused, so they are ignored'
    return { statuses: ['refused'], because: [sentence] }
  }

  // What the text leaves open is decided both ways: these statuses are due, too.
  const also = new Set<DueStatus>()
  const stop = (...statuses: DueStatus[]): Due => ({ statuses: [...new Set([...also, ...statuses])], because })

  const match = value('if-match')
  if (match !== null) {
    const truth = ifMatch(match, selected, about)
    say(
      `13.2.2, step 1: If-Match: ${match || '(empty)'} is ${truth === 'unreadable' ? 'no list of tags, so false' : truth}`,
    )
    if (truth === 'unreadable') return stop(412, 400)
    if (truth === 'false') return stop(412)
    if (truth === 'either') also.add(412)
  }
  const unmodified = value('if-unmodified-since')
  if (match === null && unmodified !== null) {
    const truth = since(unmodified, selected)
    say(
      `13.2.2, step 2: If-Unmodified-Since: ${unmodified} is ${truth === 'ignored' ? 'ignored' : truth === 'unmodified' ? 'true' : 'false'}`,
    )
    if (truth === 'modified') return stop(412)
  }
  const none = value('if-none-match')
  const reads = method === 'GET' || method === 'HEAD'
  if (none !== null) {
    const truth = ifNoneMatch(none, selected)
    say(
      `13.2.2, step 3: If-None-Match: ${none || '(empty)'} is ${truth === 'unreadable' ? 'no list of tags, so true' : truth}`,
    )
    if (truth === 'unreadable') also.add(400)
    if (truth === 'false') return stop(reads ? 304 : 412)
  }
  const modified = value('if-modified-since')
  if (reads && none === null && modified !== null) {
    const truth = since(modified, selected)
    say(
      `13.2.2, step 4: If-Modified-Since: ${modified} is ${truth === 'ignored' ? 'ignored' : truth === 'modified' ? 'true' : 'false'}`,
    )
    if (truth === 'unmodified') return stop(304)
  }
  const range = value('range')
  if (method !== 'GET' || range === null || selected === null || !about.ranges) return stop('done')

  const ifRange = value('if-range')
  if (ifRange !== null) {
    const truth = ifRangeIs(ifRange, selected, about)
    say(`13.2.2, step 5: If-Range: ${ifRange || '(empty)'} is ${truth}`)
    if (truth === 'unreadable') return stop('done', 400)
    if (truth === 'false') return stop('done')
    // Only the origin knows whether its date is strong (8.8.2.2).
    if (truth === 'either') also.add('done')
  }
  const parts = readRanges(range, selected.size)
  // 14.2 lets a server ignore Range, and reject what is no set of ranges.
  if (parts === null) {
    say(`14.2: Range: ${range} is no set of byte ranges: ignored or rejected`)
    return stop('done', 400, 416)
  }
  say(`14.2: Range: ${range} has ${parts.length} part${parts.length === 1 ? '' : 's'} of the ${selected.size} bytes`)
  return parts.length > 0 ? stop(206, 'done') : stop(416, 'done')
}

/** Section 13.1.1. */
function ifMatch(text: string, selected: Selected | null, about: Circumstances): Truth {
  if (text === '*') return selected ? 'true' : 'false'
  const listed = readTagList(text)
  if (listed === null) return 'unreadable'
  const current = selected?.tag
  if (!current) return 'false'
  if (listed.some((tag) => matches('strong', tag, current))) return 'true'
  return about.proxyInBetween && listed.some((tag) => isWeakened(tag, current)) ? 'either' : 'false'
}

/** Whether an intermediary that compresses makes `tag` of `current`. */
function isWeakened(tag: Tag, current: Tag): boolean {
  return ['', '-gzip', '--gzip', '-br', '-zstd'].some((suffix) => tag.opaque === current.opaque + suffix)
}

/** Section 13.1.2. */
function ifNoneMatch(text: string, selected: Selected | null): Truth {
  if (text === '*') return selected ? 'false' : 'true'
  const listed = readTagList(text)
  if (listed === null) return 'unreadable'
  const current = selected?.tag
  return current && listed.some((tag) => matches('weak', tag, current)) ? 'false' : 'true'
}

/** Sections 13.1.3 and 13.1.4: where the last modification lies. */
function since(text: string, selected: Selected | null): 'modified' | 'unmodified' | 'ignored' {
  const date = readDate(text)
  if (date === null || selected === null || selected.modified === null) return 'ignored'
  return selected.modified <= date ? 'unmodified' : 'modified'
}

/** Section 13.1.5. */
function ifRangeIs(text: string, { tag: current, modified }: Selected, about: Circumstances): Truth {
  const tag = readTag(text)
  if (tag && current && matches('strong', tag, current)) return 'true'
  // What came as a weak tag may have been a strong one.
  if (tag) return about.proxyInBetween && current?.weak && matches('weak', tag, current) ? 'either' : 'false'
  const date = readDate(text)
  if (date === null) return 'unreadable'
  return date === modified ? 'either' : 'false'
}
