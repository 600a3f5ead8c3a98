import type { Arrived, Stored } from '../conditions.ts'
import { KeyedServer } from '../keyed-server.ts'
import type { Fault } from './fault.ts'

const draft = 'draft-ietf-httpapi-idempotency-key-header'

/** What goes wrong where writes are known again by a key. */
export const idempotencyFaults: readonly Fault[] = [
  {
    name: 'a write that is repeated with its key is answered by its condition',
    section: `${draft}, Section 2.6`,
    found: 'A write that is repeated with its Idempotency-Key is answered as it was the first time',
    server: class extends KeyedServer {
      protected override again(): Response {
        return this.preconditionFailed(null)
      }
    },
  },
  {
    name: 'a write that is repeated with its key is done again',
    section: '13.1.1',
    found: 'A write that is repeated with its Idempotency-Key replaces nothing that was written since',
    server: class extends KeyedServer {
      protected override again(arrived: Arrived): Response {
        return this.perform(arrived, this.stored(arrived))
      }
    },
  },
  {
    name: 'another content under a known key is taken for the same write',
    section: `${draft}, Section 2.7`,
    found: 'Another content with a known Idempotency-Key is refused, and not written',
    server: class extends KeyedServer {
      protected override again(_arrived: Arrived, { status }: { readonly status: number }): Response {
        return new Response(null, { status })
      }
    },
  },
  {
    name: 'a key stands in for a condition',
    section: '13.1.1',
    found: 'A new Idempotency-Key makes no condition true',
    server: class extends KeyedServer {
      protected override stop(arrived: Arrived, stored: Stored | null): Response | null {
        return arrived.headers.has('Idempotency-Key') ? null : super.stop(arrived, stored)
      }
    },
  },
]
