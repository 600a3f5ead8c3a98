import type { Fields } from '../fields/validators.ts'
import type { Options } from './options.ts'

/** Makes a Response with the class that the caller wants, looked up now and not when this module was loaded. */
export function build(body: BodyInit | null, status: number, headers: Fields, options: Options): Response {
  return new (responseClass(options))(body, { status, headers })
}

function responseClass({ fetchAPI }: Options): typeof Response {
  return fetchAPI ? fetchAPI.Response : Response
}

let asked: typeof Response | null = null
let copies = false

/** Whether the Response class takes a copy of the Headers it is given. Where it keeps them, they cannot be shared by answers. */
export function copiesHeaders(options: Options): boolean {
  const Class = responseClass(options)
  if (Class !== asked) {
    asked = Class
    const headers = new Headers()
    copies = new Class(null, { headers }).headers !== headers
  }
  return copies
}

/** Puts `options.always` on an answer that we build: a cookie is added, Vary joined, anything else replaced. */
export function addAlways(headers: Headers, { always }: Options): Headers {
  if (always !== undefined) {
    new Headers(always).forEach((value, name) => {
      if (name === 'set-cookie') headers.append(name, value)
      else if (name === 'vary') addVary(headers, value)
      else headers.set(name, value)
    })
  }
  return headers
}

/** Joins the members of a Vary field to those that are there. */
export function addVary(headers: Headers, value: string): void {
  const before = headers.get('vary')
  const missing = members(value).filter((name) => !members(before ?? '').includes(name))
  if (before === null) headers.set('vary', value)
  else if (missing.length > 0) headers.set('vary', `${before}, ${missing.join(', ')}`)
}

/** The names that a field like Vary lists, in lower case. */
export function members(value: string): string[] {
  return value.toLowerCase().split(',').map((name) => name.trim()).filter(Boolean)
}
