import type { Arrived, Stored } from '../conditions.ts'
import { writeDate } from '../dates.ts'
import { PlainServer } from '../plain-server.ts'
import type { Fault } from './fault.ts'

/** A server whose 304 differs in its fields. */
const with304 = (change: (headers: Headers, stored: Stored) => void): Fault['server'] =>
  class extends PlainServer {
    protected override notModified(stored: Stored): Response {
      const answer = super.notModified(stored)
      change(answer.headers, stored)
      return answer
    }
  }

/** A server whose 412 differs in its fields. */
const with412 = (change: (headers: Headers) => void): Fault['server'] =>
  class extends PlainServer {
    protected override preconditionFailed(stored: Stored | null): Response {
      const answer = super.preconditionFailed(stored)
      change(answer.headers)
      return answer
    }
  }

/** A server whose answer to HEAD differs in its fields from that to GET. */
const withHead = (change: (headers: Headers) => void): Fault['server'] =>
  class extends PlainServer {
    protected override finish(arrived: Arrived, answer: Response): Response {
      if (arrived.method === 'HEAD' && answer.status === 200) change(answer.headers)
      return super.finish(arrived, answer)
    }
  }

/** What 304, 412 and HEAD say too much or too little. */
export const answerFaults: readonly Fault[] = [
  {
    name: 'a 304 says that it has a length of zero',
    section: '8.6',
    found: 'A 304 has no Content-Length but that of the 200',
    server: with304((headers) => headers.set('Content-Length', '0')),
  },
  {
    name: 'a 304 has a Content-Type',
    section: '15.4.5',
    found: 'A 304 has no Content-Type',
    server: with304((headers) => headers.set('Content-Type', 'application/json')),
  },
  {
    name: 'a 304 has no ETag',
    section: '15.4.5',
    found: 'A 304 has the ETag of the 200',
    server: with304((headers) => headers.delete('ETag')),
  },
  {
    name: 'a 304 has no Vary',
    section: '15.4.5',
    found: 'A 304 has the Vary of the 200',
    server: with304((headers) => headers.delete('Vary')),
  },
  {
    name: 'a 304 has no Cache-Control',
    section: '15.4.5',
    found: 'A 304 has the Cache-Control of the 200',
    server: with304((headers) => headers.delete('Cache-Control')),
  },
  {
    name: 'a 304 repeats the tag of the request',
    section: '15.4.5',
    found: 'A 304 to a list has the ETag that is current',
    server: class extends PlainServer {
      protected override stop(arrived: Arrived, stored: Stored | null): Response | null {
        const answer = super.stop(arrived, stored)
        const listed = arrived.headers.get('If-None-Match')
        if (answer?.status === 304 && listed) answer.headers.set('ETag', listed)
        return answer
      }
    },
  },
  {
    name: 'a 304 to a date says the date of the request',
    section: '15.4.5',
    found: 'A 304 has Last-Modified where there is no ETag',
    server: class extends PlainServer {
      protected override validators(stored: Stored): Headers {
        const headers = super.validators(stored)
        headers.delete('ETag')
        return headers
      }
      protected override notModified(stored: Stored): Response {
        const answer = super.notModified(stored)
        answer.headers.set('Last-Modified', writeDate(this.now()))
        return answer
      }
    },
  },
  {
    name: 'a 412 may be kept by caches',
    section: '15.5.13',
    found: 'A 412 says nothing of freshness',
    server: with412((headers) => headers.set('Cache-Control', 'public, max-age=3600')),
  },
  {
    name: 'a 412 says when it expires',
    section: '15.5.13',
    found: 'A 412 says nothing of freshness',
    server: with412((headers) => {
      headers.delete('Cache-Control')
      headers.set('Expires', new Date(Date.now() + 3600_000).toUTCString())
    }),
  },
  {
    name: 'HEAD says that the length is zero',
    section: '8.6',
    found: 'HEAD has no Content-Length but that of GET',
    server: withHead((headers) => headers.set('Content-Length', '0')),
  },
  {
    name: 'HEAD has no validators',
    section: '9.3.2',
    found: 'HEAD has the ETag of GET',
    server: withHead((headers) => ['ETag', 'Last-Modified'].forEach((name) => headers.delete(name))),
  },
  {
    name: 'HEAD has another tag than GET',
    section: '9.3.2',
    found: 'HEAD has the ETag of GET',
    server: withHead((headers) => headers.set('ETag', '"of-nothing"')),
  },
]
