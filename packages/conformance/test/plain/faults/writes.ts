import type { Arrived, Stored } from '../conditions.ts'
import { type Asked, PlainServer } from '../plain-server.ts'
import type { Tag } from '../tags.ts'
import type { Fault } from './fault.ts'
import { StoppedClock } from './stopped-clock.ts'

type Next = Pick<Stored, 'content' | 'type'>

/** What is known of a request before its content is there. */
function withoutContent({ method, url, headers }: Asked): Arrived {
  return { method, path: new URL(url).pathname, headers, content: new Uint8Array() }
}

const isWrite = ({ method }: Arrived): boolean => ['PUT', 'PATCH', 'POST', 'DELETE'].includes(method)

/** How a write goes wrong although, or because, its condition was evaluated. */
export const writeFaults: readonly Fault[] = [
  {
    name: 'conditions are evaluated first and the content is written later',
    section: '13.2.1',
    found: 'No update is lost that If-Match guards',
    server: class extends PlainServer {
      override async fetch(asked: Asked): Promise<Response> {
        const early = withoutContent(asked)
        const stored = this.stored(early)
        const refusal = this.refusal(early, stored)
        const arrived = await this.arrive(asked)
        return this.finish(arrived, refusal ?? this.perform(arrived, stored))
      }
    },
  },
  {
    name: 'of two that create, both are told that they did',
    section: '13.1.2',
    found: 'Of creators with If-None-Match: *, one is done',
    server: class extends PlainServer {
      override async fetch(asked: Asked): Promise<Response> {
        const isThere = this.stored(withoutContent(asked)) !== null
        const creates = asked.method === 'PUT' && asked.headers.get('If-None-Match') === '*'
        if (isThere || !creates) return super.fetch(asked)
        const arrived = await this.arrive(asked)
        return this.finish(arrived, this.perform(arrived, null))
      }
    },
  },
  {
    name: 'the write is done, and then answered 412',
    section: '13.1.1',
    found: 'If-Match on PUT: the current tag as a weak one',
    server: class extends PlainServer {
      protected override answer(arrived: Arrived): Response {
        const stored = this.stored(arrived)
        const refusal = this.refusal(arrived, stored)
        if (refusal?.status === 412 && isWrite(arrived)) this.perform(arrived, stored)
        return refusal ?? this.perform(arrived, stored)
      }
    },
  },
  {
    name: 'a false condition is answered 200 without a write',
    section: '13.1.1',
    found: 'If-Match on PUT: the current tag as a weak one',
    server: class extends PlainServer {
      protected override answer(arrived: Arrived): Response {
        const answer = super.answer(arrived)
        return answer.status === 412 && isWrite(arrived) ? this.say(200) : answer
      }
    },
  },
  {
    name: 'the tag is the second of the last change',
    section: '8.8.1',
    found: 'Contents that change within one second have different strong tags',
    server: class extends StoppedClock {
      protected override tag({ modified }: Stored): Tag {
        return { weak: false, opaque: modified.toString(16) }
      }
    },
  },
  {
    name: 'the tag is the length of the content',
    section: '8.8.1',
    found: 'Contents that change within one second have different strong tags',
    server: class extends PlainServer {
      protected override tag({ content }: Stored): Tag {
        return { weak: false, opaque: content.length.toString(16) }
      }
    },
  },
  {
    name: 'versions are counted anew for what is made anew',
    section: '8.8.1',
    found: 'What is made again with other content has another tag',
    server: class extends PlainServer {
      protected override store(arrived: Arrived, before: Stored | null, next: Next): Response {
        this.versions = before?.version ?? 0
        return super.store(arrived, before, next)
      }
    },
  },
  {
    name: 'a PUT is answered with the tag from before it',
    section: '9.3.4',
    found: 'A validator in the answer to PUT is that of the new state',
    server: class extends PlainServer {
      protected override written(method: string, before: Stored | null, stored: Stored): Response {
        return super.written(method, before, { ...stored, version: before?.version ?? stored.version })
      }
    },
  },
  {
    name: 'a PUT whose content is stored in another form is answered with a tag',
    section: '9.3.4',
    found: 'A validator in the answer to PUT comes only where the content was kept as sent',
    server: class extends PlainServer {
      protected override next(arrived: Arrived, stored: Stored | null): Next | null {
        const next = super.next(arrived, stored)
        if (arrived.method !== 'PUT' || !next) return next
        return { ...next, content: new TextEncoder().encode(`${new TextDecoder().decode(next.content).trim()}\n`) }
      }
    },
  },
  {
    name: 'a PUT that creates is answered 200',
    section: '9.3.4',
    found: 'PUT that creates is answered 201',
    server: class extends PlainServer {
      protected override written(method: string, before: Stored | null, stored: Stored): Response {
        const answer = super.written(method, before, stored)
        return answer.status === 201 ? new Response(null, { status: 200, headers: answer.headers }) : answer
      }
    },
  },
  {
    name: 'a PUT with Content-Range replaces the whole',
    section: '14.5',
    found: 'PUT with Content-Range is refused, and changes nothing',
    server: class extends PlainServer {
      protected override unconditional(arrived: Arrived, stored: Stored | null): Response | null {
        const headers = new Headers(arrived.headers)
        headers.delete('Content-Range')
        return super.unconditional({ ...arrived, headers }, stored)
      }
    },
  },
  {
    name: 'a method in small letters is taken for the known one',
    section: '9.1',
    found: 'The method patch is not PATCH',
    server: class extends PlainServer {
      protected override async arrive(asked: Asked): Promise<Arrived> {
        const arrived = await super.arrive(asked)
        return { ...arrived, method: arrived.method.toUpperCase() }
      }
    },
  },
  {
    name: '428 is said of a write whose condition is false',
    section: '13.2.1',
    found: 'If-Match on GET: the current tag as a weak one',
    server: class extends PlainServer {
      protected override preconditionFailed(stored: Stored | null): Response {
        const answer = super.preconditionFailed(stored)
        return new Response('428\n', { status: 428, headers: answer.headers })
      }
    },
  },
  {
    name: 'a PATCH where nothing is is answered by its condition',
    section: '13.2.1',
    found: 'PATCH where nothing is, a merge patch: If-Match: a tag is answered as without it, or 412',
    server: class extends PlainServer {
      protected override unconditional(arrived: Arrived, stored: Stored | null): Response | null {
        const isPatch = arrived.method === 'PATCH' && stored === null
        return (isPatch ? this.stop(arrived, stored) : null) ?? super.unconditional(arrived, stored)
      }
    },
  },
  {
    name: 'a PATCH with If-Match: * creates where nothing is',
    section: '13.1.1',
    found: 'PATCH where nothing is, a JSON Patch: If-Match: * is answered as without it, or 412',
    server: class extends PlainServer {
      protected override refusal(arrived: Arrived, stored: Stored | null): Response | null {
        const isStar = arrived.method === 'PATCH' && arrived.headers.get('If-Match') === '*'
        return isStar && stored === null ? null : super.refusal(arrived, stored)
      }
    },
  },
  {
    name: 'a writer in a race is told to come again in half a second',
    section: '10.2.3',
    found: 'Who is told in a race to come again is told when, in whole seconds or by a date',
    server: class extends PlainServer {
      private writers = 0
      protected override perform(arrived: Arrived, stored: Stored | null): Response {
        const isStar = arrived.headers.get('If-Match') === '*'
        if (isStar && ++this.writers % 3 === 0) return this.say(503, { 'Retry-After': '0.5' })
        return super.perform(arrived, stored)
      }
    },
  },
  {
    name: 'a POST with If-None-Match is done although something is there',
    section: '13.1.2',
    found: 'POST with a false condition is answered 412: If-None-Match: *',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        const isPost = arrived.method === 'POST' && arrived.headers.has('If-None-Match')
        return isPost ? null : super.precedence(arrived, stored)
      }
    },
  },
]
