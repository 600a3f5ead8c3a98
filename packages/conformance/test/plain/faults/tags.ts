import type { Arrived, Stored } from '../conditions.ts'
import { PlainServer } from '../plain-server.ts'
import { readTags, type Tag, type Tags, weakMatch } from '../tags.ts'
import type { Fault } from './fault.ts'

const unquoted = (text: string): string => text.replace(/^\s*(?:W\/)?"?|"?\s*$/g, '')

/** How tags and lists of tags are read and compared wrongly. */
export const tagFaults: readonly Fault[] = [
  {
    name: 'If-Match compares the weak way',
    section: '13.1.1',
    found: 'If-Match on GET: the current tag as a weak one',
    server: class extends PlainServer {
      protected override matchesForWrite(listed: Tag, current: Tag): boolean {
        return weakMatch(listed, current)
      }
    },
  },
  {
    name: 'If-None-Match compares the strong way',
    section: '13.1.2',
    found: 'If-None-Match on GET: the current tag as a weak one',
    server: class extends PlainServer {
      protected override matchesForRead(listed: Tag, current: Tag): boolean {
        return this.matchesForWrite(listed, current)
      }
    },
  },
  {
    name: 'the tag is weak, and guards writes all the same',
    section: '13.1.1',
    found: 'If-Match on GET: the current tag',
    server: class extends PlainServer {
      protected override tag(stored: Stored): Tag {
        return { ...super.tag(stored), weak: true }
      }
      protected override matchesForWrite(listed: Tag, current: Tag): boolean {
        return weakMatch(listed, current)
      }
    },
  },
  {
    name: 'the letters of a tag are compared without their case',
    section: '8.8.3.2',
    found: 'If-Match on GET: the current tag with capitals for small letters',
    server: class extends PlainServer {
      protected override matchesForWrite(listed: Tag, current: Tag): boolean {
        return super.matchesForWrite({ ...listed, opaque: listed.opaque.toLowerCase() }, current)
      }
    },
  },
  {
    name: 'a tag with what a compressing proxy adds to it guards a write',
    section: '13.1.1',
    found: 'If-Match on PUT: the current tag with -gzip behind',
    server: class extends PlainServer {
      protected override matchesForWrite(listed: Tag, current: Tag): boolean {
        return super.matchesForWrite({ ...listed, opaque: listed.opaque.replace(/-(?:gzip|br)$/, '') }, current)
      }
    },
  },
  {
    name: 'If-Match is searched for the text of the tag',
    section: '13.1.1',
    found: 'If-Match on GET: the current tag as a weak one',
    server: class extends PlainServer {
      protected override ifMatch(field: string, stored: Stored | null): boolean {
        return stored !== null && (field === '*' || field.includes(this.tag(stored).opaque))
      }
    },
  },
  {
    name: 'If-None-Match is searched for the text of the tag',
    section: '13.1.2',
    found: 'If-None-Match on GET: the current tag with a letter behind',
    server: class extends PlainServer {
      protected override ifNoneMatch(field: string, stored: Stored | null): boolean {
        return stored === null || !(field === '*' || field.includes(this.tag(stored).opaque))
      }
    },
  },
  {
    name: 'lists are split on the commas inside a tag',
    section: '8.8.3',
    found: 'If-None-Match on GET: a tag with commas around the current one',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        if (field === '*') return '*'
        return field.split(',').map((member) => ({ weak: member.trim().startsWith('W/'), opaque: unquoted(member) }))
      }
    },
  },
  {
    name: 'a tag needs no quotes',
    section: '8.8.3',
    found: 'If-Match on PUT: the current tag without quotes',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        return /^[\w.-]+$/.test(field) ? [{ weak: false, opaque: field }] : super.readTags(field)
      }
    },
  },
  {
    name: 'w/ is read as W/',
    section: '8.8.3',
    found: 'If-None-Match on GET: the current tag with a small w/',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        return super.readTags(field.replaceAll('w/"', 'W/"'))
      }
    },
  },
  {
    name: 'only the first tag of a list is read',
    section: '13.1.1',
    found: 'If-None-Match on GET: a list with the current tag in the middle',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        const tags = super.readTags(field)
        return Array.isArray(tags) ? tags.slice(0, 1) : tags
      }
    },
  },
  {
    name: 'a list with an empty member is refused',
    section: '5.6.1.2',
    found: 'If-None-Match on GET: a list with empty elements',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        return /(?:^|,)\s*(?:,|$)/.test(field) ? null : super.readTags(field)
      }
    },
  },
  {
    name: 'a list of more than ten tags is cut',
    section: '13.1.2',
    found: 'If-None-Match on GET: a list of 100 with the current tag last',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        const tags = super.readTags(field)
        return Array.isArray(tags) ? tags.slice(0, 10) : tags
      }
    },
  },
  {
    name: 'a tag with anything but letters and digits makes the field unreadable',
    section: '8.8.3',
    found: 'If-None-Match on GET: a list with a comma inside a tag',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        const tags = super.readTags(field)
        return Array.isArray(tags) && tags.some(({ opaque }: Tag) => /\W/.test(opaque)) ? null : tags
      }
    },
  },
  {
    name: 'a star in a list is a star',
    section: '13.1.1',
    found: 'If-None-Match on GET: a tag and a star',
    server: class extends PlainServer {
      protected override readTags(field: string): Tags {
        return field.split(',').some((member) => member.trim() === '*') ? '*' : readTags(field)
      }
    },
  },
  {
    name: 'If-Match: * is a tag that matches nothing',
    section: '13.1.1',
    found: 'If-Match on GET: *',
    server: class extends PlainServer {
      protected override ifMatch(field: string, stored: Stored | null): boolean {
        return field !== '*' && super.ifMatch(field, stored)
      }
    },
  },
  {
    name: 'If-None-Match: * is a tag that matches nothing',
    section: '13.1.2',
    found: 'If-None-Match on GET: *',
    server: class extends PlainServer {
      protected override ifNoneMatch(field: string, stored: Stored | null): boolean {
        return field === '*' || super.ifNoneMatch(field, stored)
      }
    },
  },
  {
    name: 'If-Match: * holds where nothing is there',
    section: '13.1.1',
    found: 'PUT creates nothing with If-Match: *',
    server: class extends PlainServer {
      protected override ifMatch(field: string, stored: Stored | null): boolean {
        return field === '*' || super.ifMatch(field, stored)
      }
    },
  },
  {
    name: 'an If-Match that cannot be read is ignored',
    section: '13.1.1',
    found: 'If-Match on GET: text without quotes',
    server: class extends PlainServer {
      protected override ifMatch(field: string, stored: Stored | null): boolean {
        return this.readTags(field) === null || super.ifMatch(field, stored)
      }
    },
  },
  {
    name: 'a field without a value is taken for none',
    section: '13.1.1',
    found: 'If-Match on GET: an empty value',
    server: class extends PlainServer {
      protected override field(arrived: Arrived, name: string): string | null {
        return super.field(arrived, name) || null
      }
    },
  },
]
