import { CodingServer } from '../coding-server.ts'
import type { Stored } from '../conditions.ts'
import type { Tag } from '../tags.ts'
import type { Fault } from './fault.ts'

const plain = ({ version }: Stored): Tag => ({ weak: false, opaque: `v${version}` })

/** What goes wrong where each coding has a tag of its own. */
export const variantFaults: readonly Fault[] = [
  {
    name: 'a write is compared with the plain content, whatever it asks for: If-Match',
    section: '13.1.1',
    found: 'If-Match on PUT: the tag of the compressed content that the request asks for',
    server: class extends CodingServer {
      protected override ifMatch(field: string, stored: Stored | null): boolean {
        const tags = this.readTags(field)
        if (stored === null || tags === null) return false
        return tags === '*' || tags.some((tag) => this.matchesForWrite(tag, plain(stored)))
      }
    },
  },
  {
    name: 'a write is compared with the plain content, whatever it asks for: If-None-Match',
    section: '13.1.2',
    found: 'If-None-Match on PUT: the tag of the compressed content that the request asks for',
    server: class extends CodingServer {
      protected override ifNoneMatch(field: string, stored: Stored | null): boolean {
        const tags = this.readTags(field)
        if (stored === null || tags === null) return true
        return tags !== '*' && !tags.some((tag) => this.matchesForRead(tag, plain(stored)))
      }
    },
  },
  {
    name: 'every tag of a compressed content is taken for the current one',
    section: '13.1.1',
    found: 'If-Match on PUT: the tag that the compressed content had before a change',
    server: class extends CodingServer {
      protected override matchesForWrite(listed: Tag, current: Tag): boolean {
        return super.matchesForWrite(listed, current) || listed.opaque.endsWith('-gzip')
      }
    },
  },
]
