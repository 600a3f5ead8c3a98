import type { Arrived, Stored } from '../conditions.ts'
import { PlainServer } from '../plain-server.ts'
import type { Fault } from './fault.ts'

/** A request without some of its fields. */
function without({ headers, ...arrived }: Arrived, ...names: string[]): Arrived {
  const left = new Headers(headers)
  for (const name of names) left.delete(name)
  return { ...arrived, headers: left }
}

const isRead = ({ method }: Arrived): boolean => method === 'GET' || method === 'HEAD'

/** What is evaluated where it must not be, not evaluated where it must be, or in another order. */
export const orderFaults: readonly Fault[] = [
  {
    name: 'If-Match is not evaluated on GET and HEAD',
    section: '13.2.2',
    found: 'The order on GET: If-Match true, If-Unmodified-Since false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return super.precedence(isRead(arrived) ? without(arrived, 'If-Match') : arrived, stored)
      }
    },
  },
  {
    name: 'If-Unmodified-Since is not evaluated on GET and HEAD',
    section: '13.2.2',
    found: 'The order on GET: If-Unmodified-Since false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return super.precedence(isRead(arrived) ? without(arrived, 'If-Unmodified-Since') : arrived, stored)
      }
    },
  },
  {
    name: 'If-None-Match is not evaluated on writes',
    section: '13.2.2',
    found: 'The order on PUT: If-None-Match false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return super.precedence(isRead(arrived) ? arrived : without(arrived, 'If-None-Match'), stored)
      }
    },
  },
  ...(
    [
      ['PATCH', 'PATCH with a false condition changes nothing: If-Match: another tag'],
      ['DELETE', 'DELETE with a false condition removes nothing: If-Match: another tag'],
      ['POST', 'POST with a false condition is answered 412: If-Match: another tag'],
    ] as const
  ).map(([method, found]) => ({
    name: `${method} is performed without a look at its conditions`,
    section: '13.2.1',
    found,
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return arrived.method === method ? null : super.precedence(arrived, stored)
      }
    },
  })),
  {
    name: 'HEAD is answered without a look at its conditions',
    section: '13.2.1',
    found: 'If-None-Match on HEAD: the current tag',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return arrived.method === 'HEAD' ? null : super.precedence(arrived, stored)
      }
    },
  },
  {
    name: 'If-Modified-Since is evaluated beside If-None-Match',
    section: '13.1.3',
    found: 'The order on GET: If-None-Match true, If-Modified-Since false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return super.precedence(arrived, stored) ?? super.precedence(without(arrived, 'If-None-Match'), stored)
      }
    },
  },
  {
    name: 'a 304 needs If-Modified-Since and If-None-Match to be false',
    section: '13.1.3',
    found: 'The order on GET: If-None-Match false, If-Modified-Since true',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        const since = this.field(arrived, 'If-Modified-Since')
        const status = super.precedence(arrived, stored)
        return status === 304 && since !== null && this.ifModifiedSince(since, stored) ? null : status
      }
    },
  },
  {
    name: 'If-Unmodified-Since is evaluated beside If-Match',
    section: '13.1.4',
    found: 'The order on GET: If-Match true, If-Unmodified-Since false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return super.precedence(arrived, stored) ?? super.precedence(without(arrived, 'If-Match'), stored)
      }
    },
  },
  {
    name: 'If-Modified-Since is evaluated on writes',
    section: '13.1.3',
    found: 'If-Modified-Since on PUT is ignored',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        const since = this.field(arrived, 'If-Modified-Since')
        if (!isRead(arrived) && since !== null && !this.ifModifiedSince(since, stored)) return 412
        return super.precedence(arrived, stored)
      }
    },
  },
  {
    name: 'If-None-Match is evaluated before If-Match',
    section: '13.2.2',
    found: 'The order on GET: If-Unmodified-Since false, If-Modified-Since false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        const first = super.precedence(without(arrived, 'If-Match', 'If-Unmodified-Since'), stored)
        return first ?? super.precedence(arrived, stored)
      }
    },
  },
  {
    name: 'a false If-None-Match on GET is answered 412',
    section: '13.1.2',
    found: 'If-None-Match on GET: the current tag',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        return super.precedence(arrived, stored) && 412
      }
    },
  },
  {
    name: 'a false If-None-Match on a write is answered 304',
    section: '13.1.2',
    found: 'The order on GET: If-Unmodified-Since false, If-None-Match false',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        const noneMatch = this.field(arrived, 'If-None-Match')
        if (noneMatch !== null && !this.ifNoneMatch(noneMatch, stored)) return 304
        return super.precedence(arrived, stored)
      }
    },
  },
  {
    name: 'Cache-Control: no-cache of a request switches the 304 off',
    section: '13.2.2',
    found: 'Cache-Control: no-cache changes nothing for If-None-Match',
    server: class extends PlainServer {
      protected override precedence(arrived: Arrived, stored: Stored | null): 304 | 412 | null {
        const status = super.precedence(arrived, stored)
        return status === 304 && arrived.headers.get('Cache-Control') === 'no-cache' ? null : status
      }
    },
  },
  {
    name: 'OPTIONS is refused by a condition',
    section: '13.2.1',
    found: 'OPTIONS ignores If-Match: another tag',
    server: class extends PlainServer {
      protected override answer(arrived: Arrived): Response {
        const refusal = arrived.method === 'OPTIONS' ? this.stop(arrived, this.stored(arrived)) : null
        return refusal ?? super.answer(arrived)
      }
    },
  },
  {
    name: 'a condition on what is not there is 412, not 404',
    section: '13.2.1',
    found: 'GET where nothing is ignores If-Match: another tag',
    server: class extends PlainServer {
      protected override unconditional(arrived: Arrived, stored: Stored | null): Response | null {
        return this.stop(arrived, stored) ?? super.unconditional(arrived, stored)
      }
    },
  },
  {
    name: 'Range is served before the conditions are evaluated',
    section: '14.2',
    found: 'The order with Range: If-None-Match false, a range',
    server: class extends PlainServer {
      protected override refusal(arrived: Arrived, stored: Stored | null): Response | null {
        const isPart = arrived.method === 'GET' && stored && this.ranges(arrived, stored)?.length
        return isPart ? null : super.refusal(arrived, stored)
      }
    },
  },
  {
    name: 'a range that cannot be satisfied is 416 before the conditions are evaluated',
    section: '14.2',
    found: 'The order with Range: If-None-Match false, a range that cannot be satisfied',
    server: class extends PlainServer {
      protected override refusal(arrived: Arrived, stored: Stored | null): Response | null {
        const isNone = arrived.method === 'GET' && stored && this.ranges(arrived, stored)?.length === 0
        return isNone ? this.notSatisfiable(stored) : super.refusal(arrived, stored)
      }
    },
  },
]
