import type { Stored } from '../conditions.ts'
import { readDate } from '../dates.ts'
import { PlainServer } from '../plain-server.ts'
import type { Fault } from './fault.ts'
import { StoppedClock } from './stopped-clock.ts'

/** How dates are read and compared wrongly. */
export const dateFaults: readonly Fault[] = [
  {
    name: 'whatever Date.parse reads is a date',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: no HTTP-date is ignored (iso)',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        const milliseconds = Date.parse(field)
        return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000)
      }
    },
  },
  {
    name: 'a number is a date',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: no HTTP-date is ignored (seconds)',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        return /^\d+$/.test(field) ? Number(field) : super.readDate(field)
      }
    },
  },
  {
    name: 'a date may have another zone than GMT',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: no HTTP-date is ignored (utc)',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        return super.readDate(field.replace(/(?:UTC|\+0000)$/, 'GMT'))
      }
    },
  },
  {
    name: 'the names of days and months have no case',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: no HTTP-date is ignored (small-letters)',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        const named = field.toLowerCase().replace(/[a-z]+/g, (name) => `${name[0]?.toUpperCase()}${name.slice(1)}`)
        return super.readDate(named.replace(/Gmt$/, 'GMT'))
      }
    },
  },
  {
    name: 'the two obsolete forms are no dates',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: Last-Modified as rfc850-date is answered 304',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        return field[3] === ',' ? super.readDate(field) : null
      }
    },
  },
  {
    name: 'a year of two digits is always in this century',
    section: '5.6.7',
    found: 'If-Unmodified-Since on GET: a day in 1994 as rfc850-date is answered 412',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        return readDate(field, (digits) => Number(digits.length > 2 ? digits : `20${digits}`))
      }
    },
  },
  {
    name: 'asctime is read as the time of New York',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: a second before Last-Modified as asctime-date is answered 200',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        const seconds = super.readDate(field)
        return seconds === null || field.endsWith('GMT') ? seconds : seconds + 5 * 3600
      }
    },
  },
  {
    name: 'a day that the month does not have is carried into the next',
    section: '5.6.7',
    found: 'If-Modified-Since on GET: no HTTP-date is ignored (capitals)',
    server: class extends PlainServer {
      protected override readDate(field: string): number | null {
        const milliseconds = /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/.test(field) ? Date.parse(field) : Number.NaN
        return Number.isNaN(milliseconds) ? super.readDate(field) : milliseconds / 1000
      }
    },
  },
  {
    name: 'If-Modified-Since must be exactly the date of the last change',
    section: '13.1.3',
    found: 'If-Modified-Since on GET: a second after Last-Modified is answered 304',
    server: class extends PlainServer {
      protected override ifModifiedSince(field: string, stored: Stored | null): boolean {
        return this.readDate(field) !== stored?.modified
      }
    },
  },
  {
    name: 'If-Unmodified-Since must be exactly the date of the last change',
    section: '13.1.4',
    found: 'If-Unmodified-Since on GET: a date in the future is answered 200',
    server: class extends PlainServer {
      protected override ifUnmodifiedSince(field: string, stored: Stored | null): boolean {
        const since = this.readDate(field)
        return since === null || since === stored?.modified
      }
    },
  },
  {
    name: 'If-Modified-Since of the same second says modified',
    section: '13.1.3',
    found: 'If-Modified-Since on GET: Last-Modified itself is answered 304',
    server: class extends PlainServer {
      protected override ifModifiedSince(field: string, stored: Stored | null): boolean {
        return super.ifModifiedSince(field, stored) || this.readDate(field) === stored?.modified
      }
    },
  },
  {
    name: 'If-Unmodified-Since of the same second says modified',
    section: '13.1.4',
    found: 'If-Unmodified-Since on GET: Last-Modified as IMF-fixdate is answered 200',
    server: class extends PlainServer {
      protected override ifUnmodifiedSince(field: string, stored: Stored | null): boolean {
        return super.ifUnmodifiedSince(field, stored) && this.readDate(field) !== stored?.modified
      }
    },
  },
  {
    name: 'dates are compared as text',
    section: '13.1.4',
    found: 'If-Unmodified-Since on GET: a day in 1994 as IMF-fixdate is answered 412',
    server: class extends PlainServer {
      protected override ifUnmodifiedSince(field: string, stored: Stored | null): boolean {
        if (this.readDate(field) === null || stored === null) return true
        return (this.validators(stored).get('Last-Modified') ?? '') <= field
      }
    },
  },
  {
    name: 'an If-Unmodified-Since that cannot be read is false',
    section: '13.1.4',
    found: 'If-Unmodified-Since on GET: no HTTP-date is ignored (year)',
    server: class extends PlainServer {
      protected override ifUnmodifiedSince(field: string, stored: Stored | null): boolean {
        return this.readDate(field) !== null && super.ifUnmodifiedSince(field, stored)
      }
    },
  },
  {
    name: 'If-Unmodified-Since is not evaluated',
    section: '13.1.4',
    found: 'If-Unmodified-Since on GET: a second before Last-Modified as IMF-fixdate is answered 412',
    server: class extends PlainServer {
      protected override ifUnmodifiedSince(): boolean {
        return true
      }
    },
  },
  {
    name: 'If-Modified-Since is not evaluated',
    section: '13.1.3',
    found: 'If-Modified-Since on GET: Last-Modified itself is answered 304',
    server: class extends PlainServer {
      protected override ifModifiedSince(): boolean {
        return true
      }
    },
  },
  {
    name: 'Last-Modified is later than Date',
    section: '8.8.2.1',
    found: 'Last-Modified is never later than Date right after a write',
    server: class extends StoppedClock {
      protected override isOver(): boolean {
        return true
      }
    },
  },
  {
    name: 'Last-Modified is the second in which the change fell, and so stands for two states',
    section: '13.1.4',
    found: 'A change within the second of Last-Modified is seen by If-Modified-Since',
    server: class extends PlainServer {
      protected override nextModified(): number {
        return this.now()
      }
    },
  },
]
