/** Requests as strangers send them, the states that they ask for, and what an application may want of both. */
import type { Validators } from '@ifmatch/core'
import fc from 'fast-check'
import { anyDateField, modified } from './random-dates.ts'
import { anyIfRangeField, anyRangeField, anyTagField, opaques, spelt, wildly } from './random-fields.ts'
import type { Policy } from './oracle/precedence.ts'
import type { SentFields } from './oracle/requests.ts'

const { process, navigator } = globalThis as {
  process?: { env?: Record<string, string | undefined> }
  navigator?: { userAgent?: string }
}

/** Whether this is Node, where everything is looked at closely: elsewhere the same is asked once more. */
export const closely = navigator?.userAgent?.startsWith('Node.js') ?? false

/**
 * How often a property runs: a quarter of the usual number where it is not looked at closely. IFMATCH_RUNS=100000 looks harder;
 * fast-check prints the seed of a failure.
 */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: Number(process?.env?.IFMATCH_RUNS ?? (closely ? usual : Math.ceil(usual / 4))) }
}

/** Milliseconds that a test of so many runs may take on a slow machine. */
export const patience = (usual: number): number => 30_000 + runs(usual).numRuns * 5

export const methods = ['GET', 'HEAD', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']
export const strangeMethods = ['patch', 'get', 'MKCOL', 'Put', '']
export const anyMethod = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT') },
  { weight: 3, arbitrary: fc.constantFrom(...methods) },
  { weight: 1, arbitrary: fc.constantFrom(...strangeMethods) },
)

const lastModified = fc.constantFrom(modified, modified, modified + 999, 0).map((time) => new Date(time))
const future = fc.constant(new Date(Date.UTC(2090, 0, 1)))
const ownOpaque = fc.oneof(
  { weight: 6, arbitrary: fc.constant('v1') },
  { weight: 1, arbitrary: fc.constantFrom(...opaques.filter((opaque) => opaque !== '\xe9')) },
)
const dated = fc.record(
  {
    lastModified: fc.oneof({ weight: 6, arbitrary: lastModified }, { weight: 1, arbitrary: future }),
    dateIsStrong: fc.boolean(),
  },
  { requiredKeys: [] },
)
export const anyValidators: fc.Arbitrary<Validators> = fc.oneof(
  { weight: 1, arbitrary: dated.map((date): Validators => ({ exists: true, ...date })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ownOpaque, fc.boolean(), dated)
      .map(([opaque, weak, date]): Validators => ({ etag: spelt({ opaque, weak: weak && opaque !== 'v1' }), ...date })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ownOpaque, fc.boolean(), dated)
      .map(([opaque, weak, date]): Validators => ({ etag: { opaque, weak }, ...date })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('v1', 'v1', 'v1', '7', 7, 7n, 'v1-gzip'),
        fc.record({ variant: fc.constantFrom('html', 'de'), weak: fc.boolean() }, { requiredKeys: [] }),
        dated,
      )
      .map(([version, how, date]): Validators => ({ version, ...how, ...date })),
  },
)
export const anySelected = fc.oneof(
  { weight: 6, arbitrary: anyValidators },
  { weight: 1, arbitrary: fc.constant(null) },
)

export const anyPolicy: fc.Arbitrary<Policy> = fc.record(
  {
    ifMatch: fc.constantFrom('strong' as const, 'intermediaries' as const, 'version' as const),
    require: fc.boolean(),
    create: fc.boolean(),
    unreadable: fc.constant('reject' as const),
  },
  { requiredKeys: [] },
)

const sometimes = (field: fc.Arbitrary<string>) => fc.option(field, { freq: 2 })
const fieldsOf = (change: (field: fc.Arbitrary<string>) => fc.Arbitrary<string>): fc.Arbitrary<SentFields> =>
  fc.record({
    'if-match': sometimes(change(anyTagField)),
    'if-unmodified-since': sometimes(change(anyDateField)),
    'if-none-match': sometimes(change(anyTagField)),
    'if-modified-since': sometimes(change(anyDateField)),
    'if-range': sometimes(change(anyIfRangeField)),
    range: sometimes(change(anyRangeField)),
  })
export const anyFields = fieldsOf((field) => field)
export const wildFields = fieldsOf(wildly)
