import { show } from '../store/expect.ts'

/** One field line, as written. Bytes above 127 are the characters U+0080 to U+00FF. */
export type Field = readonly [name: string, value: string]

/** A request as it is sent, without what every request has. */
export interface Asked {
  readonly url: URL
  readonly method: string
  readonly fields: readonly Field[]
  readonly content?: Uint8Array
  /** Closes the connection afterwards, and reads to its end: what follows the answer is seen. */
  readonly close?: boolean
}

/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly fields: readonly Field[]
  readonly content: Uint8Array
  /** How many bytes followed where the answer was over. */
  readonly after: number
}

/** One request and its answer, as text: what a report shows. */
export interface Exchange {
  readonly request: string
  readonly answer: string
  readonly status: number | null
}

/** All lines of a field, in order. */
export function lines(answer: Answer, name: string): string[] {
  return answer.fields.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
}

/** The value of a field, its lines joined; `null` where there is none. */
export function field(answer: Answer, name: string): string | null {
  const found = lines(answer, name)
  return found.length > 0 ? found.join(', ') : null
}

/** Whether two contents are the same bytes. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** One byte a character, and back: how HTTP/1.1 was written before UTF-8. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

export function textOf(bytes: Uint8Array): string {
  let text = ''
  // As many at a time as can be arguments of a call.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

const shown = 400

function contentText(content: Uint8Array): string {
  const text = new TextDecoder().decode(content.subarray(0, shown))
  return content.length > shown ? `${text}… (${content.length} bytes)` : text
}

/** A request as text. Bytes that are no ASCII are shown as characters of Latin-1. */
export function requestText({ url, method, fields, content }: Asked): string {
  const head = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
  ]
  return `${head.join('\n')}\n${content ? `\n${contentText(content)}\n` : ''}`
}

/** An answer as text. */
export function answerText({ status, reason, fields, content }: Answer): string {
  const head = [`HTTP/1.1 ${status} ${reason}`.trimEnd(), ...fields.map(([name, value]) => `${name}: ${value}`)]
  return `${head.join('\n')}\n${content.length > 0 ? `\n${contentText(content)}\n` : ''}`
}

/** A request in a few words, for a sentence. */
export function inWords({ method, fields }: Asked): string {
  const named = fields.map(([name, value]) => `${name}: ${value === '' ? '(empty)' : show(value)}`)
  return [method, ...named].join(', ')
}
