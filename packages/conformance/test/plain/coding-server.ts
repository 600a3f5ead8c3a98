import { gzipSync } from 'node:zlib'
import type { Arrived, Stored } from './conditions.ts'
import { PlainServer } from './plain-server.ts'
import type { Tag } from './tags.ts'

type Coded = Stored & { readonly isCoded?: true }

const isCoded = (stored: Coded): boolean => stored.isCoded === true

/** A server that compresses on demand, and gives what it compressed a tag of its own. */
export class CodingServer extends PlainServer {
  protected override stored(arrived: Arrived): Coded | null {
    const stored = super.stored(arrived)
    if (stored === null || arrived.headers.get('Accept-Encoding') !== 'gzip') return stored
    return { ...stored, content: Uint8Array.from(gzipSync(stored.content)), isCoded: true }
  }

  protected override tag(stored: Coded): Tag {
    const { weak, opaque } = super.tag(stored)
    return { weak, opaque: isCoded(stored) ? `${opaque}-gzip` : opaque }
  }

  protected override fields(stored: Coded): Headers {
    const headers = super.fields(stored)
    if (isCoded(stored)) headers.set('Content-Encoding', 'gzip')
    return headers
  }

  protected override notModified(stored: Coded): Response {
    const answer = super.notModified(stored)
    answer.headers.delete('Content-Encoding')
    return answer
  }

  protected override next(arrived: Arrived, stored: Stored | null): Pick<Stored, 'content' | 'type'> | null {
    return super.next(arrived, stored && super.stored(arrived))
  }
}
