import { addAlways, build, copiesHeaders, responseClass } from './build.ts'
import type { Options } from './options.ts'

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  411: 'Length Required',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  422: 'Unprocessable Content',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

/** The members that every problem document of ours begins with. `about:blank`: the status says what kind it is. */
export function problemDetails(
  status: number,
  detail: string,
): { type: string; title: string; status: number; detail: string } {
  return { type: 'about:blank', title: TITLES[status]!, status, detail }
}

/**
 * Builds the answer that carries a problem document; to HEAD the same fields without the document, and with `null` no
 * document at all.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9457.html#section-3 RFC 9457, Section 3}
 */
export function problemResponse(
  method: string,
  status: number,
  problem: object | null,
  options: Options,
  fields?: Record<string, string>,
): Response {
  return documentResponse(method, status, problem && JSON.stringify(problem), options, fields)
}

const PROBLEM = { 'content-type': 'application/problem+json' }

// The fields of an answer that has no others, for all of them: Bun copies Headers in half the time of a record.
let bare: Headers | null = null

/** {@link problemResponse} of a document that is JSON text already. */
export function documentResponse(
  method: string,
  status: number,
  text: string | null,
  options: Options,
  fields?: Record<string, string>,
): Response {
  if (method === 'HEAD' && text !== null) {
    // Bun and Deno put Content-Length: 0 on an answer without a body, which would not be that of GET (RFC 9110, Section 8.6).
    fields = { ...fields, 'content-length': `${new TextEncoder().encode(text).length}` }
  }
  const headers =
    fields === undefined && text !== null && options.always === undefined && copiesHeaders(responseClass(options))
      ? (bare ??= new Headers(PROBLEM))
      : addAlways(new Headers({ ...fields, ...(text !== null && PROBLEM) }), options)
  return build(method === 'HEAD' ? null : text, status, headers, options)
}
