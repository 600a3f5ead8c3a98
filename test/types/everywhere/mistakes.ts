import {
  commit,
  documents,
  entityTag,
  evaluatePreconditions,
  evaluateRange,
  formatHttpDate,
  handleResource,
  memoryResource,
  type Options,
  remove,
  type Resource,
  respond,
  strongMatch,
  update,
  type Validators,
  withPreconditions,
} from '@ifmatch/core'

declare const request: Request
declare const row: { version: number; changed: Date } | undefined
declare const found: { etag?: string; changed?: Date }
declare const article: Resource<{ version: number; title: string }, { title: string }>

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

// @ts-expect-error the change forgot to return
update(request, article, (_current, body) => {
  body.text()
})

// @ts-expect-error null is no next state, and removes nothing
update(request, article, () => null)

// @ts-expect-error undefined is no next state
update(request, article, (current) => (current.title ? { title: 'x' } : undefined))

// @ts-expect-error the next state has no such content
update(request, article, () => ({ text: 'x' }))

// @ts-expect-error where a write may create, nothing may be there
update(request, article, (current) => ({ title: current.title }), { create: true })

// @ts-expect-error a boolean is no answer
update(request, article, () => ({ title: 'x' }), { authorize: (current) => current?.title === 'mine' })

// @ts-expect-error this store remembers no writes
update(request, article, () => ({ title: 'x' }), { idempotencyKey: true })

// @ts-expect-error this store cannot remove
remove(request, article)

// @ts-expect-error a boolean is no answer, for a DELETE neither
remove(request, memoryResource('x'), { authorize: () => true })

// @ts-expect-error the version that was seen is said
commit(article, () => ({ title: 'x' }))

// @ts-expect-error a date is no version
commit(article, new Date(), () => ({ title: 'x' }))

// @ts-expect-error null is no next state
commit(article, 1, () => null)

// @ts-expect-error the change forgot to return
commit(article, 1, () => {})

// @ts-expect-error a boolean is no answer
handleResource(request, article, { authorize: (current) => current?.title === 'mine' })

// @ts-expect-error this store remembers no writes
handleResource(request, article, { idempotencyKey: () => 'me' })

// @ts-expect-error the body of a state that may be missing
handleResource(request, article, { put: { 'text/plain': (current) => ({ title: current.title }) } })

// @ts-expect-error PATCH gives the next state
handleResource(request, article, { patch: { 'application/merge-patch+json': () => undefined } })

// @ts-expect-error what GET shows has validators
handleResource(request, article, { get: (state) => ({ body: () => state.title }) })

// @ts-expect-error these rows are no documents of bytes
handleResource(request, article, documents())

update(request, article, (current) => ({ title: current.title }), { authorize: () => null })
update(request, article, (current) => (current ? { title: 'x' } : new Response(null, { status: 409 })), {
  create: true,
})
update(request, memoryResource('x'), () => 'y', { idempotencyKey: true })
remove(request, memoryResource('x'))
commit(article, '7', () => ({ title: 'x' }))
