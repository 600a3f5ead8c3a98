import { type Answer, type Field, bytesOf, textOf } from './message.ts'
import { NoAnswer } from './transport.ts'

const [CR, LF] = [0x0d, 0x0a]

/** Reads one answer to `method` from bytes as they come. */
export class AnswerReader {
  readonly #method: string
  #bytes: Uint8Array = new Uint8Array()
  #head: { status: number; reason: string; fields: Field[] } | null = null

  constructor(method: string) {
    this.#method = method
  }

  /** Whether anything came. */
  get begun(): boolean {
    return this.#bytes.length > 0 || this.#head !== null
  }

  /** Takes more bytes; the answer as soon as it is whole. `ended`: nothing more will come. */
  take(chunk: Uint8Array, ended = false): Answer | null {
    const bytes = new Uint8Array(this.#bytes.length + chunk.length)
    bytes.set(this.#bytes)
    bytes.set(chunk, this.#bytes.length)
    this.#bytes = bytes
    this.#head ??= this.#takeHead()
    if (!this.#head) return null
    const content = this.#content(ended)
    return content && { ...this.#head, content: content.bytes, after: this.#bytes.length - content.end }
  }

  /** The status line and the fields; interim answers are passed over. */
  #takeHead(): { status: number; reason: string; fields: Field[] } | null {
    for (;;) {
      const end = endOfHead(this.#bytes)
      if (end === null) return null
      const head = readHead(textOf(this.#bytes.subarray(0, end)))
      this.#bytes = this.#bytes.slice(end)
      if (head.status >= 200) return head
    }
  }

  /** RFC 9112, Section 6.3, as far as an answer without its request's tunnel needs it. */
  #content(ended: boolean): { bytes: Uint8Array; end: number } | null {
    const { status, fields } = this.#head!
    const value = (name: string): string | undefined => fields.find(([other]) => other.toLowerCase() === name)?.[1]
    if (this.#method === 'HEAD' || status === 204 || status === 304) return { bytes: new Uint8Array(), end: 0 }
    if (value('transfer-encoding')?.toLowerCase().endsWith('chunked')) return unchunk(this.#bytes)
    const length = value('content-length')
    if (length === undefined) return ended ? { bytes: this.#bytes, end: this.#bytes.length } : null
    const size = Number(length)
    if (!Number.isSafeInteger(size) || size < 0) throw new NoAnswer(`The answer has Content-Length: ${length}`)
    return this.#bytes.length < size ? null : { bytes: this.#bytes.slice(0, size), end: size }
  }
}

/** Where the empty line ends that ends the head. */
function endOfHead(bytes: Uint8Array): number | null {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3
  }
  return null
}

function readHead(text: string): { status: number; reason: string; fields: Field[] } {
  const [first = '', ...rest] = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first) ?? []
  if (status === undefined) throw new NoAnswer(`The answer does not begin as HTTP/1.1 does: ${first.slice(0, 60)}`)
  const fields: Field[] = []
  for (const line of rest) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.push([line.slice(0, colon), line.slice(colon + 1).trim()])
  }
  return { status: Number(status), reason, fields }
}

/** Undoes the chunked coding; trailers are passed over. */
function unchunk(bytes: Uint8Array): { bytes: Uint8Array; end: number } | null {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const line = bytes.indexOf(LF, at)
    if (line < 0) return null
    const size = Number.parseInt(textOf(bytes.subarray(at, line)), 16)
    if (Number.isNaN(size)) throw new NoAnswer('The answer has a chunk without a size')
    at = line + 1
    if (size === 0) break
    if (bytes.length < at + size + 2) return null
    parts.push(textOf(bytes.subarray(at, at + size)))
    at += size + 2
  }
  for (;;) {
    const line = bytes.indexOf(LF, at)
    if (line < 0) return null
    const empty = line - at <= 1
    at = line + 1
    if (empty) return { bytes: bytesOf(parts.join('')), end: at }
  }
}
