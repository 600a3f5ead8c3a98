import { always } from './always.ts'

const titles = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
} as const

/**
 * Makes a problem document for what the service refuses by itself; `detail` says what to do next.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9457.html#section-3 RFC 9457, Section 3}
 */
export function problem(status: keyof typeof titles, detail: string, fields: Record<string, string> = {}): Response {
  const headers = { ...always, ...fields, 'content-type': 'application/problem+json' }
  return new Response(JSON.stringify({ type: 'about:blank', title: titles[status], status, detail }), {
    status,
    headers,
  })
}
