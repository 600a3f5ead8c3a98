import { type Arrived, Conditions, type Stored } from './conditions.ts'
import { writeDate } from './dates.ts'
import { multipart } from './multipart.ts'
import { areTooMany, type Bytes, readRanges } from './ranges.ts'

type Range = readonly Bytes[] | null

/** What is said of a document, and of its parts. */
export class Reading extends Conditions {
  // The fields.

  protected validators(stored: Stored): Headers {
    const { weak, opaque } = this.tag(stored)
    const headers = new Headers({ ETag: `${weak ? 'W/' : ''}"${opaque}"` })
    if (this.isOver(stored.modified)) headers.set('Last-Modified', writeDate(stored.modified))
    return headers
  }

  /** Whether a second has come: what lies ahead is not said (Section 8.8.2.1). */
  protected isOver(second: number): boolean {
    return second <= this.now()
  }

  /** The fields of a 200. */
  protected fields(stored: Stored): Headers {
    const headers = this.validators(stored)
    headers.set('Accept-Ranges', 'bytes')
    headers.set('Cache-Control', 'no-cache')
    headers.set('Content-Language', 'en')
    headers.set('Content-Type', stored.type)
    headers.set('Vary', 'Accept-Encoding')
    return headers
  }

  // The answers.

  protected say(status: number, headers: Record<string, string> = {}): Response {
    const text = `${status}\n`
    const ofText = { 'Content-Type': 'text/plain', 'Content-Length': String(text.length) }
    return new Response(text, { status, headers: { ...ofText, ...headers } })
  }

  /** Section 15.4.5: what a cache needs, and nothing that describes content. */
  protected notModified(stored: Stored): Response {
    const headers = this.fields(stored)
    for (const name of ['Accept-Ranges', 'Content-Language', 'Content-Type', 'Last-Modified']) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }

  protected preconditionFailed(_stored: Stored | null): Response {
    return this.say(412, { 'Cache-Control': 'no-store' })
  }

  // Reads.

  protected read(arrived: Arrived, stored: Stored): Response {
    const ranges = arrived.method === 'HEAD' ? null : this.ranges(arrived, stored)
    if (ranges === null) return this.whole(stored)
    if (ranges.length === 0) return this.notSatisfiable(stored)
    return ranges.length === 1 ? this.part(stored, ranges[0] as Bytes) : this.parts(stored, ranges)
  }

  protected whole(stored: Stored): Response {
    const headers = this.fields(stored)
    headers.set('Content-Length', String(stored.content.length))
    return new Response(stored.content, { headers })
  }

  /** The ranges to send, or `null` where all is sent (Sections 13.1.5 and 14.2). */
  protected ranges(arrived: Arrived, stored: Stored): Range {
    const [range, ifRange] = [arrived.headers.get('Range'), arrived.headers.get('If-Range')]
    if (range === null || stored.content.length === 0) return null
    if (ifRange !== null && !this.ifRange(ifRange, stored)) return null
    const ranges = this.readRanges(range, stored.content.length)
    return ranges && areTooMany(ranges) ? null : ranges
  }

  protected readRanges(field: string, size: number): Range {
    return readRanges(field, size)
  }

  protected contentRange({ first, last }: Bytes, size: number): string {
    return `bytes ${first}-${last}/${size}`
  }

  protected slice({ content }: Stored, { first, last }: Bytes): Uint8Array<ArrayBuffer> {
    return content.slice(first, last + 1)
  }

  protected part(stored: Stored, range: Bytes): Response {
    const headers = this.fields(stored)
    headers.set('Content-Range', this.contentRange(range, stored.content.length))
    return new Response(this.slice(stored, range), { status: 206, headers })
  }

  /** Section 14.6. */
  protected parts(stored: Stored, ranges: readonly Bytes[]): Response {
    const { type, version, content } = stored
    const boundary = `part-${version}-of-plain`
    const parts = ranges.map((range) => ({
      type,
      contentRange: this.contentRange(range, content.length),
      content: this.slice(stored, range),
    }))
    const headers = this.fields(stored)
    headers.set('Content-Type', `multipart/byteranges; boundary=${boundary}`)
    return new Response(multipart(parts, boundary).stream(), { status: 206, headers })
  }

  protected notSatisfiable({ content }: Stored): Response {
    return this.say(416, { 'Content-Range': `bytes */${content.length}`, 'Cache-Control': 'no-store' })
  }

  protected now(): number {
    return Math.floor(this.clock() / 1000)
  }

  protected clock(): number {
    return Date.now()
  }
}
