/** A request that is only what RequestLike says, so that it may hold any text. */
import type { RequestLike } from '@ifmatch/core'
import type { ConditionalFields } from './precedence.ts'
import type { RangeFields } from '../range-oracle.ts'

export type SentFields = ConditionalFields & RangeFields

export const noFields: SentFields = {
  'if-match': null,
  'if-unmodified-since': null,
  'if-none-match': null,
  'if-modified-since': null,
  'if-range': null,
  range: null,
}
const held = (fields: Partial<SentFields>, name: string) =>
  Object.hasOwn(fields, name) ? (fields[name as keyof SentFields] ?? null) : null

/** A QUERY says what its content is: without that it is 400, whatever else it says (RFC 10008, Section 2). */
export function requestOf(method: string, fields: Partial<SentFields>): RequestLike {
  const type = method === 'QUERY' ? 'text/plain' : null
  const get = (name: string) => (name.toLowerCase() === 'content-type' ? type : held(fields, name.toLowerCase()))
  return { method, headers: { get } }
}

// workerd encodes what is not ASCII as UTF-8 and writes a long warning about each; plain requests show such text there.
const asciiOnly = (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent === 'Cloudflare-Workers'
const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text)

/** What a runtime's Headers make of the same fields; `null` where they refuse one. */
export function headersOf(fields: Partial<SentFields>): Headers | null {
  const headers = new Headers()
  try {
    for (const [name, value] of Object.entries(fields)) {
      if (value === null) continue
      if (asciiOnly && !isAscii(value)) return null
      headers.append(name, value)
    }
  } catch {
    return null
  }
  return headers
}

/** The fields as somebody reads them, which is not always how they were written: Headers trim, some decode. */
export function fieldsRead(request: RequestLike): SentFields {
  const names = Object.keys(noFields) as (keyof SentFields)[]
  return Object.fromEntries(names.map((name) => [name, request.headers.get(name)])) as unknown as SentFields
}

/** What a response tells apart from the time: Date, and the Last-Modified of a date in the future, which counts as now. */
export function fieldsTold(response: Response): [name: string, value: string][] {
  const ofNow = (name: string, value: string) => name === 'last-modified' && Date.parse(value) > Date.UTC(2025)
  return [...response.headers].filter(([name, value]) => name !== 'date' && !ofNow(name, value))
}
