import { CodingServer } from './coding-server.ts'
import type { Arrived, Stored } from './conditions.ts'
import { writeDate } from './dates.ts'
import { KeyedServer } from './keyed-server.ts'
import { PlainServer, type PlainServerOptions } from './plain-server.ts'
import type { Tag } from './tags.ts'

/** Servers that do less than the plain one does, or something else, and are right. */
export const rightServers: readonly {
  readonly name: string
  readonly server: new (options?: PlainServerOptions) => PlainServer
  /** Of what it is asked, where all would be long. */
  readonly only?: string
}[] = [
  {
    name: 'tags without dates',
    server: class extends PlainServer {
      protected override isOver(): boolean {
        return false
      }
      protected override readDate(): null {
        return null
      }
    },
  },
  {
    name: 'dates without tags',
    server: class extends PlainServer {
      protected override validators(stored: Stored): Headers {
        return new Headers(this.isOver(stored.modified) ? { 'Last-Modified': writeDate(stored.modified) } : {})
      }
      protected override ifMatch(field: string, stored: Stored | null): boolean {
        return stored !== null && this.readTags(field) === '*'
      }
      protected override ifNoneMatch(field: string, stored: Stored | null): boolean {
        return stored === null || this.readTags(field) !== '*'
      }
      protected override notModified(stored: Stored): Response {
        const answer = super.notModified(stored)
        this.validators(stored).forEach((value, name) => answer.headers.set(name, value))
        return answer
      }
    },
  },
  {
    name: 'weak tags',
    server: class extends PlainServer {
      protected override tag(stored: Stored): Tag {
        return { ...super.tag(stored), weak: true }
      }
    },
  },
  {
    name: 'tags that are weak until the second of their write is over',
    only: 'with the current tag',
    server: class extends PlainServer {
      protected override tag(stored: Stored): Tag {
        return { ...super.tag(stored), weak: !this.isOver(stored.modified) }
      }
    },
  },
  {
    name: 'no ranges',
    server: class extends PlainServer {
      protected override ranges(): null {
        return null
      }
      protected override fields(stored: Stored): Headers {
        const headers = super.fields(stored)
        headers.delete('Accept-Ranges')
        return headers
      }
    },
  },
  { name: 'content that is compressed on demand', server: CodingServer },
  { name: 'writes that are known again', server: KeyedServer },
  {
    name: 'reads alone',
    server: class extends PlainServer {
      protected override unconditional(arrived: Arrived, stored: Stored | null): Response | null {
        const isRead = arrived.method === 'GET' || arrived.method === 'HEAD'
        return isRead ? super.unconditional(arrived, stored) : this.say(405, { Allow: 'GET, HEAD, OPTIONS' })
      }
    },
  },
]
