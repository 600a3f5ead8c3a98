import { evaluatePreconditions, type RequestLike } from '@ifmatch/core'
import { type Row, rows } from './rows.ts'
import { type Visit, visitsOf } from './visits.ts'

export interface Count {
  readonly row: string
  /** The names that were asked for, as they were spelled, in their order. */
  readonly reads: readonly string[]
}

/** Counts the fields that one evaluation reads in each row: counted, not timed, so that a test can hold it. */
export function countReads(): Count[] {
  return rows.filter(({ built }) => built).map((row) => ({ row: row.name, reads: readsOf(row) }))
}

function readsOf(row: Row): string[] {
  const [visit] = visitsOf(row, (url, init) => new Request(url, init))
  const { request, document } = visit as Visit<Request>
  const reads: string[] = []
  const counted: RequestLike = {
    method: request.method,
    headers: {
      get(name) {
        reads.push(name)
        return request.headers.get(name)
      },
    },
  }
  evaluatePreconditions(counted, document.plain)
  return reads
}
