import { type EntityTag, isWritable, parseEntityTag } from './entity-tag.ts'
import { isHttpDate } from './http-date.ts'
import { shown } from './shown.ts'

/** What names a state, raw and never quoted: 7, row.version, entry.versionstamp, object.etag. */
export type Version = string | number | bigint

/** Whatever a `Headers` can be made from. */
export type Fields = ConstructorParameters<typeof Headers>[0]

/**
 * What a 200 would say of the current state; `null` in its place means that nothing is there.
 *
 * - `version` becomes the entity tag: `"7"`; with a `variant` (html, gzip, de) `"7~html"`; with `weak` `W/"7"`.
 * - `etag` is a tag that was made elsewhere, with its quotes.
 * - `exists: true` says that it is there and has no validators.
 * - `lastModified` is cut to whole seconds, and one in the future counts as now, unless `dateIsStrong` asserts that no
 *   second change falls into that second (Section 8.8.2.2).
 * - `headers` are the fields of the would-be 200: they go on 200, 206 and 304.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8 RFC 9110, Section 8.8}
 */
export type Validators = { lastModified?: Date; dateIsStrong?: boolean; headers?: Fields } & (
  | { version: Version; variant?: string; weak?: boolean; etag?: never }
  | { etag: EntityTag | string; version?: never }
  | { lastModified: Date }
  | { exists: true }
)

/** Validators seen as one record, so that each key can be asked for. */
export interface AnyValidators {
  readonly version?: Version
  readonly variant?: string
  readonly weak?: boolean
  readonly etag?: EntityTag | string
  readonly exists?: boolean
  readonly lastModified?: Date
  readonly dateIsStrong?: boolean
  readonly headers?: Fields
}

const KEYS = ['version', 'variant', 'weak', 'etag', 'exists', 'lastModified', 'dateIsStrong', 'headers']

/**
 * Refuses validators that say nothing or two things, so that a mistake is seen on the first request and not in the first
 * conflict.
 *
 * @throws TypeError in one sentence that says how to mend it
 */
export function checkValidators(selected: Validators): void {
  const mistake = mistakeIn(selected)
  if (mistake !== null) throw new TypeError(`Cannot read validators: ${mistake}`)
}

function mistakeIn(selected: Validators): string | null {
  if (typeof selected !== 'object' || selected === null)
    return `${shown(selected)} says nothing; pass null where nothing is there`
  // A walk over the keys that are there costs a quarter of asking `in` for those that are not.
  for (const key in selected) {
    if ((selected as Record<string, unknown>)[key] === undefined && KEYS.includes(key))
      return `${key} is present and undefined; leave it out, or pass null where nothing is there`
  }
  const { version, variant, weak, etag, exists, lastModified } = selected as AnyValidators
  const isVersioned = version !== undefined
  if (!isVersioned && etag === undefined && lastModified === undefined && exists === undefined)
    return 'none of version, etag, lastModified and exists is there'
  if (isVersioned && !isVersion(version))
    return `version ${shown(version)} is no safe number or bigint, nor visible ASCII without " \\ ~`
  if (etag !== undefined && !isTag(etag)) return `etag ${shown(etag)} is no entity tag; quote it, or pass it as version`
  if (lastModified !== undefined && !isDate(lastModified)) return `lastModified ${shown(lastModified)} is no valid Date`
  if (exists !== undefined && exists !== true) return `exists is ${shown(exists)}; pass null where nothing is there`
  if (variant !== undefined && !(isVersioned && variant !== '' && isWritable(variant, true)))
    return `variant ${shown(variant)} needs a version, and visible ASCII without " \\`
  if (weak !== undefined && !isVersioned) return 'weak needs a version; an etag says it by W/'
  return isVersioned && etag !== undefined ? 'version and etag are two sources of one tag; leave one out' : null
}

/**
 * A copy that answers as the original does, also where that is of a class: what it says by getters and methods is asked of
 * the original, whose private fields a copy has not.
 */
export function copyValidators<V extends Validators>(selected: V): V {
  const copy: V = Object.assign(Object.create(Object.getPrototypeOf(selected)), selected)
  for (const key of [...KEYS, 'type', 'size', 'body']) {
    const value: unknown = (selected as Record<string, unknown>)[key]
    if (value === undefined || Object.hasOwn(copy, key)) continue
    const asked: unknown = typeof value === 'function' ? value.bind(selected) : value
    Object.defineProperty(copy, key, { value: asked, enumerable: true, writable: true })
  }
  return copy
}

function isVersion(version: Version): boolean {
  if (typeof version === 'number') return Math.abs(version) < 2 ** 53
  return typeof version === 'bigint' || isWritable(version)
}

function isTag(etag: EntityTag | string): boolean {
  if (typeof etag === 'string') return parseEntityTag(etag) !== null
  return (
    typeof etag?.weak === 'boolean' && typeof etag.opaque === 'string' && parseEntityTag(`"${etag.opaque}"`) !== null
  )
}

// Asked by what it can do: a Date of another realm is one too.
function isDate(date: Date): boolean {
  return typeof date?.getTime === 'function' && isHttpDate(date)
}
