import {
  evaluatePreconditions,
  explain,
  type Options,
  parseHttpDate,
  type Representation,
  type RequestLike,
  respond,
  type Step,
  validatorFields,
  type Validators,
} from '@ifmatch/core'
import type { Field, State } from './state.ts'

/** What core says of a state; or what it says to the developer whose validators are none. */
export type Evaluation = Evaluated | { readonly mistake: string }

export interface Evaluated {
  readonly steps: readonly Step[]
  /** The response that core builds; `null` where it says: go on, perform the method. */
  readonly response: Response | null
  /** The ETag and Last-Modified that a 200 would carry, each `null` where there is none. */
  readonly current: { readonly etag: string | null; readonly lastModified: string | null }
}

/** Asks core about a state. Nothing is decided here. Rejects only where core has a bug. */
export async function evaluate(state: State): Promise<Evaluation> {
  const request = requestOf(state)
  const options = optionsOf(state)
  let selected: Representation | null
  let fields: Headers
  try {
    selected = selectedOf(state)
    fields = selected === null ? new Headers() : validatorFields(selected)
  } catch (error) {
    return { mistake: (error as Error).message }
  }
  // respond answers reads whole; of a write, core can only say what stops it.
  const isRead = ['GET', 'HEAD', 'QUERY'].includes(request.method)
  const response = isRead
    ? await respond(request, selected, options)
    : evaluatePreconditions(request, selected, options)
  return {
    steps: explain(request, selected, options),
    response,
    current: { etag: fields.get('etag'), lastModified: fields.get('last-modified') },
  }
}

/** The request as core reads it: fields of one name are one field, joined as Fetch joins them. */
export function requestOf({ method, fields }: { method: string; fields: readonly Field[] }): RequestLike {
  const joined = new Map<string, string>()
  for (const { name, value } of fields) {
    const key = name.trim().toLowerCase()
    const text = value.replace(/^[ \t]+|[ \t]+$/g, '')
    joined.set(key, joined.has(key) ? `${joined.get(key)}, ${text}` : text)
  }
  return { method, headers: { get: (name) => joined.get(name.toLowerCase()) ?? null } }
}

function optionsOf({ ifMatch, require, create, rejectUnreadable }: State): Options {
  return {
    ifMatch,
    require,
    ...(create !== 'by-method' && { create: create === 'yes' }),
    ...(rejectUnreadable && { unreadable: 'reject' }),
  }
}

/**
 * What the server has, as its developer would hand it to core.
 *
 * @throws TypeError for a date that is none; core throws for the rest
 */
function selectedOf(state: State): Representation | null {
  if (state.held === 'nothing') return null
  return {
    ...(validatorsOf(state) as Validators),
    type: 'text/plain; charset=utf-8',
    size: new TextEncoder().encode(state.content).length,
    body: () => state.content,
  }
}

function validatorsOf({ held, version, variant, weak, etag, lastModified, dateIsStrong }: State): object {
  return {
    ...(held === 'version' && { version, ...(variant !== '' && { variant }), ...(weak && { weak }) }),
    ...(held === 'etag' && { etag }),
    ...(held === 'exists' ? { exists: true } : dated(lastModified, dateIsStrong)),
  }
}

function dated(text: string, dateIsStrong: boolean): object {
  if (text.trim() === '') return {}
  const date = parseHttpDate(text.trim())
  if (date === null)
    throw new TypeError(`Last-Modified is no HTTP-date, such as Sat, 14 Nov 2026 10:00:00 GMT: ${JSON.stringify(text)}`)
  return { lastModified: new Date(date), ...(dateIsStrong && { dateIsStrong }) }
}
