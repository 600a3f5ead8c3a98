import { type Answer, type Field, textOf } from './message.ts'
import { NoAnswer } from './transport.ts'

const [CR, LF] = [0x0d, 0x0a]

/** No server that is asked has a head as long as this. */
const longestHead = 1024 * 1024

type Head = Pick<Answer, 'status' | 'reason' | 'fields'>

interface Content {
  readonly bytes: Uint8Array
  /** Where it ends in what came. */
  readonly end: number
}

/** Reads one answer to `method` from bytes as they come. */
export class AnswerReader {
  readonly #method: string
  #bytes: Uint8Array = new Uint8Array()
  #head: Head | null = null

  constructor(method: string) {
    this.#method = method
  }

  /** Whether anything came. */
  get begun(): boolean {
    return this.#bytes.length > 0 || this.#head !== null
  }

  /**
   * Takes more bytes; the answer as soon as it is whole. `ended`: nothing more will come.
   *
   * @throws NoAnswer where it is not HTTP/1.1
   */
  take(chunk: Uint8Array, ended = false): Answer | null {
    this.#bytes = joined([this.#bytes, chunk])
    this.#head ??= this.#takeHead()
    if (!this.#head) return null
    const content = contentOf(this.#method, this.#head, this.#bytes, ended)
    return content && { ...this.#head, content: content.bytes, after: this.#bytes.length - content.end }
  }

  /** The status line and the fields; interim answers are passed over. */
  #takeHead(): Head | null {
    for (;;) {
      const end = endOfHead(this.#bytes)
      if (end === null) {
        const line = this.#bytes.indexOf(LF)
        if (line >= 0) readStatusLine(textOf(this.#bytes.subarray(0, line)))
        if (this.#bytes.length > longestHead) throw new NoAnswer('The head of the answer has more than a mebibyte')
        return null
      }
      const head = readHead(textOf(this.#bytes.subarray(0, end)))
      this.#bytes = this.#bytes.slice(end)
      if (head.status >= 200) return head
    }
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

function readStatusLine(line: string): Pick<Head, 'status' | 'reason'> {
  const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(line.replace(/\r$/, '')) ?? []
  if (status === undefined)
    throw new NoAnswer(`The answer does not begin as HTTP/1.1 does: ${line.slice(0, 60).trim()}`)
  return { status: Number(status), reason }
}

function readHead(text: string): Head {
  // A line that begins with a blank goes on with the one before it (RFC 9112, Section 5.2).
  const [first = '', ...rest] = text.replace(/\r?\n[ \t]+/g, ' ').split('\n')
  const fields: Field[] = []
  for (const line of rest) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.push([line.slice(0, colon), line.slice(colon + 1).trim()])
  }
  return { ...readStatusLine(first), fields }
}

/** RFC 9112, Section 6.3, as far as an answer without its request's tunnel needs it; `null`: more has to come. */
function contentOf(method: string, { status, fields }: Head, bytes: Uint8Array, ended: boolean): Content | null {
  const values = (name: string): string[] =>
    fields.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value.toLowerCase())
  if (method === 'HEAD' || status === 204 || status === 304) return { bytes: new Uint8Array(), end: 0 }
  const codings = values('transfer-encoding')
  if (codings.at(-1)?.endsWith('chunked')) return unchunk(bytes)
  const [length, ...others] = new Set(values('content-length'))
  if (codings.length > 0 || length === undefined) return ended ? { bytes, end: bytes.length } : null
  if (others.length > 0 || !/^\d{1,15}$/.test(length)) {
    throw new NoAnswer(`The answer has Content-Length: ${[length, ...others].join(', ')}`)
  }
  const size = Number(length)
  return bytes.length < size ? null : { bytes: bytes.slice(0, size), end: size }
}

/** Undoes the chunked coding (RFC 9112, Section 7.1); extensions and trailers are passed over. */
function unchunk(bytes: Uint8Array): Content | null {
  const parts: Uint8Array[] = []
  let at = 0
  for (;;) {
    const line = bytes.indexOf(LF, at)
    if (line < 0) return null
    const text = textOf(bytes.subarray(at, line))
    const [, digits] = /^([\da-f]{1,13})[ \t]*(?:;.*)?\r?$/i.exec(text) ?? []
    if (digits === undefined) throw new NoAnswer(`The answer has a chunk without a size: ${text.slice(0, 20).trim()}`)
    const size = Number.parseInt(digits, 16)
    at = line + 1
    if (size === 0) break
    if (bytes.length < at + size + 2) return null
    parts.push(bytes.subarray(at, at + size))
    at += size + 2
    if (bytes[at - 2] !== CR || bytes[at - 1] !== LF)
      throw new NoAnswer('The answer has a chunk of another size than it says')
  }
  for (;;) {
    const line = bytes.indexOf(LF, at)
    if (line < 0) return null
    const isEmpty = line - at <= 1
    at = line + 1
    if (isEmpty) return { bytes: joined(parts), end: at }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
