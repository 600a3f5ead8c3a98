import {
  entityTag,
  evaluatePreconditions,
  evaluateRange,
  formatHttpDate,
  type Options,
  respond,
  strongMatch,
  type Validators,
  withPreconditions,
} from '@ifmatch/core'

declare const request: Request
declare const row: { version: number; changed: Date } | undefined
declare const found: { etag?: string; changed?: Date }

// @ts-expect-error nothing there is null, not undefined
evaluatePreconditions(request, row && { version: row.version })

// @ts-expect-error {} says neither that it is there nor that it is not
evaluatePreconditions(request, {})

// @ts-expect-error a tag that may be undefined
evaluatePreconditions(request, { etag: found.etag })

// @ts-expect-error a version that may be undefined
evaluatePreconditions(request, { version: row?.version })

// @ts-expect-error a date that may be undefined
evaluatePreconditions(request, { lastModified: found.changed })

// @ts-expect-error a number is no date: seconds, or milliseconds?
evaluatePreconditions(request, { lastModified: 1763900000 })

// @ts-expect-error a version and a tag are two sources of one truth
export const both: Validators = { version: 1, etag: '"2"' }

// @ts-expect-error a version is text or a number
evaluatePreconditions(request, { version: new Date() })

// @ts-expect-error a variant belongs to a version
evaluatePreconditions(request, { etag: '"7"', variant: 'html' })

// @ts-expect-error what exists does so truly
evaluatePreconditions(request, { exists: false })

// @ts-expect-error validators without a body are no representation
respond(request, { version: 1 })

// @ts-expect-error a number is no content
respond(request, { version: 1, body: () => 7 })

// @ts-expect-error a row that may be missing
respond(request, () => row && { version: row.version, body: () => '' })

const forgetful = (_request: Request): void => {}

// @ts-expect-error the handler forgot its Response
withPreconditions(() => null, forgetful)

// @ts-expect-error select forgot to say that nothing is there
withPreconditions(forgetful, () => new Response())

// @ts-expect-error there is no such comparison
export const policy: Options = { ifMatch: 'weak' }

// @ts-expect-error a range needs the size of what it is a range of
evaluateRange(request, { version: 1 })

// @ts-expect-error a tag is parsed before it is compared
strongMatch('"1"', entityTag('1'))

// @ts-expect-error milliseconds are made a Date first
formatHttpDate(Date.now())

evaluatePreconditions(request, row ? { version: row.version } : null)
evaluatePreconditions(request, { exists: true, headers: { vary: 'accept' } })
evaluatePreconditions(request, { etag: '"7"', ...(found.changed && { lastModified: found.changed }) })
evaluatePreconditions(request, { version: 7n, lastModified: new Date(0), dateIsStrong: true })
