import type { Arrived, Stored } from '../conditions.ts'
import { PlainServer } from '../plain-server.ts'
import type { Bytes } from '../ranges.ts'
import { readTag, type Tag, weakMatch } from '../tags.ts'
import type { Fault } from './fault.ts'

type Range = readonly Bytes[] | null

/** A server that reads Range in another way. */
const reading = (read: (field: string, size: number, right: Range) => Range): Fault['server'] =>
  class extends PlainServer {
    protected override readRanges(field: string, size: number): Range {
      return read(field, size, super.readRanges(field, size))
    }
  }

/** A server whose If-Range holds in another case, too. */
const trusting = (holds: (field: string, stored: Stored, server: Trusting) => boolean): Fault['server'] =>
  class extends Trusting {
    protected override ifRange(field: string, stored: Stored): boolean {
      return super.ifRange(field, stored) || holds(field, stored, this)
    }
  }

class Trusting extends PlainServer {
  date(field: string): number | null {
    return this.readDate(field)
  }
  current(stored: Stored): Tag {
    return this.tag(stored)
  }
}

/** How parts are served wrongly. */
export const rangeFaults: readonly Fault[] = [
  {
    name: 'If-Range compares the weak way',
    section: '13.1.5',
    found: 'If-Range: a weak tag',
    server: class extends PlainServer {
      protected override matchesForRange(listed: Tag, current: Tag): boolean {
        return weakMatch(listed, current)
      }
    },
  },
  {
    name: 'If-Range holds with a date that is later',
    section: '13.1.5',
    found: 'If-Range: a second after Last-Modified',
    server: trusting((field, stored, server) => stored.modified <= (server.date(field) ?? -1)),
  },
  { name: 'If-Range is not evaluated', section: '13.1.5', found: 'If-Range: a weak tag', server: trusting(() => true) },
  {
    name: 'If-Range holds where it cannot be read',
    section: '13.1.5',
    found: 'If-Range: a star',
    server: trusting((field, _, server) => readTag(field) === null && server.date(field) === null),
  },
  {
    name: 'If-Range may be a list of tags',
    section: '13.1.5',
    found: 'If-Range: a weak tag',
    server: trusting((field, stored, server) => field.includes(`"${server.current(stored).opaque}"`)),
  },
  {
    name: 'a false If-Range is answered 412',
    section: '13.1.5',
    found: 'If-Range: a weak tag',
    server: class extends PlainServer {
      protected override stop(arrived: Arrived, stored: Stored | null): Response | null {
        const field = arrived.headers.get('If-Range')
        const isFalse = stored && field !== null && arrived.headers.has('Range') && !this.ifRange(field, stored)
        return super.stop(arrived, stored) ?? (isFalse ? this.preconditionFailed(stored) : null)
      }
    },
  },
  {
    name: 'a range of an unknown unit is 416',
    section: '14.2',
    found: 'Range is ignored: a unit that nobody knows (seconds=0-4)',
    server: reading((field, _, right) => (/^bytes=/i.test(field) ? right : [])),
  },
  {
    name: 'bytes=-0 is served',
    section: '14.1.2',
    found: 'Range: nothing from the end is not satisfiable',
    server: reading((field, size, right) => (field === 'bytes=-0' ? [{ first: size, last: size - 1 }] : right)),
  },
  {
    name: 'a range that ends behind the content is 416',
    section: '14.1.2',
    found: 'Range: an end behind the end',
    server: reading((field, size, right) => (Number(/-(\d+)$/.exec(field)?.[1] ?? 0) >= size ? [] : right)),
  },
  {
    name: 'the end of a range is sent as it was asked for',
    section: '14.4',
    found: 'Range: an end behind the end',
    server: reading((field, size, right) => {
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(field) ?? []
      return first && Number(first) < size ? [{ first: Number(first), last: Number(last) }] : right
    }),
  },
  {
    name: 'a range that begins after its end is 416 where it must be ignored, or served upside down',
    section: '14.1.1',
    found: 'Range is ignored or rejected: an end before the begin',
    server: reading((field, _, right) => {
      const [, first = 0, last = 0] = (/^bytes=(\d+)-(\d+)$/.exec(field) ?? []).map(Number)
      return last < first ? [{ first: last, last: first }] : right
    }),
  },
  {
    name: 'a suffix that is longer than the content is 416',
    section: '14.1.2',
    found: 'Range: more from the end than is there',
    server: reading((field, size, right) => (Number(/^bytes=-(\d+)$/.exec(field)?.[1] ?? 0) > size ? [] : right)),
  },
  {
    name: 'one range that cannot be satisfied spoils those that can',
    section: '14.1.2',
    found: 'Range: a comma behind',
    server: reading((field, _, right) => (right && right.length < field.split(',').length ? [] : right)),
  },
  {
    name: 'the last byte of a range is left out',
    section: '14.1.2',
    found: 'Range: the first five bytes',
    server: class extends PlainServer {
      protected override slice({ content }: Stored, { first, last }: Bytes): Uint8Array<ArrayBuffer> {
        return content.slice(first, last)
      }
    },
  },
  {
    name: 'Content-Range counts from one',
    section: '14.4',
    found: 'Range: the first five bytes',
    server: class extends PlainServer {
      protected override contentRange({ first, last }: Bytes, size: number): string {
        return `bytes ${first + 1}-${last + 1}/${size}`
      }
    },
  },
  {
    name: 'Range is served on HEAD',
    section: '14.2',
    found: 'HEAD ignores Range: a range',
    server: class extends PlainServer {
      protected override read(arrived: Arrived, stored: Stored): Response {
        return super.read({ ...arrived, method: 'GET' }, stored)
      }
    },
  },
  {
    name: 'a write with Range is refused with 416',
    section: '14.2',
    found: 'PUT ignores Range',
    server: class extends PlainServer {
      protected override write(arrived: Arrived, stored: Stored | null): Response {
        return stored && arrived.headers.has('Range') ? this.notSatisfiable(stored) : super.write(arrived, stored)
      }
    },
  },
  ...(
    [
      ['ETag', 'A 206 has the ETag of the 200'],
      ['Cache-Control', 'A 206 has the Cache-Control of the 200'],
      ['Vary', 'A 206 has the Vary of the 200'],
      ['Content-Range', 'Range: the first five bytes'],
    ] as const
  ).map(([name, found]) => ({
    name: `a 206 has no ${name}`,
    section: '15.3.7',
    found,
    server: class extends PlainServer {
      protected override part(stored: Stored, range: Bytes): Response {
        const answer = super.part(stored, range)
        answer.headers.delete(name)
        return answer
      }
    },
  })),
  {
    name: 'one range is sent as multipart',
    section: '15.3.7.2',
    found: 'A single range is never sent as multipart/byteranges',
    server: class extends PlainServer {
      protected override part(stored: Stored, range: Bytes): Response {
        return this.parts(stored, [range])
      }
    },
  },
  {
    name: 'several parts have a Content-Range outside of them',
    section: '15.3.7.2',
    found: 'multipart/byteranges has no Content-Range outside its parts',
    server: class extends PlainServer {
      protected override parts(stored: Stored, ranges: readonly Bytes[]): Response {
        const answer = super.parts(stored, ranges)
        answer.headers.set('Content-Range', this.contentRange(ranges[0] as Bytes, stored.content.length))
        return answer
      }
    },
  },
  {
    name: 'several parts are separated by LF',
    section: '14.6',
    found: 'Several ranges: two that lie apart',
    server: class extends PlainServer {
      protected override parts(stored: Stored, ranges: readonly Bytes[]): Response {
        const answer = super.parts(stored, ranges)
        const lines = new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, out) => out.enqueue(chunk.filter((byte) => byte !== 13)),
        })
        return new Response(answer.body?.pipeThrough(lines), answer)
      }
    },
  },
  {
    name: 'a 416 does not say how much there is',
    section: '15.5.17',
    found: 'A 416 has Content-Range: bytes */size',
    server: class extends PlainServer {
      protected override notSatisfiable(): Response {
        return this.say(416)
      }
    },
  },
  {
    name: 'a 416 may be kept by caches',
    section: '15.5.17',
    found: 'A 416 says nothing of freshness',
    server: class extends PlainServer {
      protected override notSatisfiable(stored: Stored): Response {
        const answer = super.notSatisfiable(stored)
        answer.headers.set('Cache-Control', 'public, max-age=3600')
        return answer
      }
    },
  },
]
