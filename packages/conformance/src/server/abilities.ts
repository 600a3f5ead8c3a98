import { NotRun } from './case.ts'
import { field, sameBytes } from './message.ts'
import { ifCurrent, type State, stateOf } from './state.ts'
import type { Target } from './target.ts'
import { NoAnswer } from './transport.ts'
import type { Writing } from './writing.ts'

type Question = (target: Target, state: State, writing: Writing) => string | null | Promise<string | null>

const ok = (status: number): boolean => status >= 200 && status < 300

/** The name of something that a target may have. */
export type Ability =
  | 'etag'
  | 'strong'
  | 'no-etag'
  | 'date'
  | 'no-date'
  | 'aged'
  | 'dates'
  | 'bytes'
  | 'stable'
  | 'socket'
  | 'head'
  | 'ranges'
  | 'missing'
  | 'redirecting'
  | 'guarded'
  | 'coded'
  | 'put'
  | 'free'
  | 'star'
  | 'create'
  | 'merge-patch'
  | 'json-patch'
  | 'variants'
  | 'idempotency-key'

/** What cases may need of a target: `null`, or what it lacks, as a sentence. */
const questions: Record<Ability, Question> = {
  etag: (_, { etag, tag }) => {
    if (etag === null) return 'The target has no ETag'
    return tag ? null : `The ETag ${etag} is no entity tag`
  },
  strong: (_, { tag }) => (tag && !tag.weak ? null : 'The target has no strong ETag'),
  'no-etag': (_, { etag }) => (etag === null ? null : 'The target has an ETag'),
  date: (_, { date, modified }) => {
    if (date === null) return 'The target has no Last-Modified'
    return modified === null ? `Last-Modified: ${date} is no HTTP-date` : null
  },
  'no-date': (_, { date }) => (date === null ? null : 'The target has Last-Modified'),
  aged: (_, { modified }) =>
    modified !== null && modified + 60 < Date.now() / 1000 ? null : 'The target was modified within the last minute',
  dates: async (target, state) => {
    // A write of an earlier case may have moved the date.
    const date = (await target.read())?.date ?? state.date
    if (date === null) return 'The target has no Last-Modified'
    const { status } = await target.send({ method: 'GET', fields: [['If-Modified-Since', date]] })
    return status === 304 ? null : `If-Modified-Since is not evaluated: Last-Modified itself is answered ${status}`
  },
  bytes: (_, { content }) => (content.length >= 100 ? null : 'The content has less than 100 bytes'),
  stable: (target) => (target.stable ? null : 'Two GETs gave different contents'),
  socket: ({ transport }) => (transport.kind === 'socket' ? null : 'There is no connection to look at, but a handler'),
  head: async (target) => {
    const { status } = await target.send({ method: 'HEAD', fields: [] })
    return status === 200 ? null : `HEAD is answered ${status}`
  },
  ranges: async (target) => {
    const { status } = await target.send({ method: 'GET', fields: [['Range', 'bytes=0-0']] })
    return status === 206 ? null : `The target serves no ranges: GET with Range is answered ${status}`
  },
  missing: async (target) => {
    const { status } = await target.send({ method: 'GET', fields: [], url: target.missingUrl })
    return [404, 410].includes(status)
      ? null
      : `GET of ${target.missingUrl.pathname} is answered ${status}, and not 404`
  },
  redirecting: async (target) => ((await redirectOf(target)) ? null : 'No URL is known that redirects: name one'),
  guarded: async (target) => {
    if (!target.options.headers.some(([name]) => name.toLowerCase() === 'authorization'))
      return 'No Authorization is given'
    const { status } = await target.send(unauthorized)
    return status === 401 || status === 403 ? null : `Without Authorization GET is answered ${status}`
  },
  coded: async (target, state) => {
    if (target.options.proxyInBetween) return 'An intermediary lies between: what it compresses is its own matter'
    const answer = await target.send({ method: 'GET', fields: [['Accept-Encoding', 'gzip']] })
    const coded = answer.status === 200 && !sameBytes(answer.content, state.content)
    return coded && field(answer, 'content-encoding') ? null : 'The content is not compressed on demand'
  },
  put: async (_target, _state, writing) => {
    await writing.way()
    return null
  },
  free: async (_target, _state, writing) => {
    await writing.way()
    return (await writing.demands()) ? 'A write without a condition is answered 428, which is right' : null
  },
  star: async (target, _state, writing) => {
    const { contents } = await writing.way()
    const now = (await target.read())!
    const { status } = await writing.put(now, contents.make(writing.next()), [['If-Match', '*']])
    return ok(status) ? null : `If-Match: * alone is answered ${status}`
  },
  create: async (target, state, writing) => {
    const lacking = await lacks(target, writing, 'missing')
    if (lacking) return lacking
    const url = target.missingUrl
    const { contents } = await writing.way()
    // What cannot be removed shall not be made.
    const removed = await target.send({ method: 'DELETE', fields: [], url })
    if ([401, 403, 405, 501].includes(removed.status)) return `DELETE is answered ${removed.status}`
    const created = await writing.put(state, contents.make(writing.next()), [['If-None-Match', '*']], url)
    if (!ok(created.status)) return `PUT of a new resource is answered ${created.status}`
    if (!(await target.read(url))) return 'What PUT created cannot be read'
    await writing.clear()
    return writing.left.length === 0 ? null : writing.left[0]!
  },
  'merge-patch': (target) => patches(target, 'application/merge-patch+json', '{}'),
  'json-patch': (target) => patches(target, 'application/json-patch+json', '[]'),
  variants: async (target, state, writing) => {
    const lacking = await lacks(target, writing, 'coded')
    if (lacking) return lacking
    const { tag } = stateOf(await target.send({ method: 'GET', fields: [['Accept-Encoding', 'gzip']] }))
    return tag && !tag.weak && tag.opaque !== state.tag?.opaque
      ? null
      : 'The compressed content has no strong ETag of its own'
  },
  'idempotency-key': ({ options }) =>
    options.idempotencyKey ? null : 'Whether Idempotency-Key is known was not said (idempotencyKey)',
}

/** A GET without the credentials that all others have. */
export const unauthorized = { method: 'GET', fields: [['Authorization', '']] } as const

const known = new WeakMap<Target, Map<Ability, Promise<string | null>>>()

/** `null`, or what the target lacks for cases that need this. Asked once. */
export function lacks(target: Target, writing: Writing, ability: Ability): Promise<string | null> {
  const answers = known.get(target) ?? new Map<Ability, Promise<string | null>>()
  known.set(target, answers)
  const answer = answers.get(ability) ?? ask(target, writing, ability)
  answers.set(ability, answer)
  return answer
}

async function ask(target: Target, writing: Writing, ability: Ability, again = true): Promise<string | null> {
  const state = await target.probe()
  try {
    return await questions[ability](target, state, writing)
  } catch (error) {
    if (error instanceof NotRun) return error.message
    if (!(error instanceof NoAnswer)) throw error
    await target.demandLife(error.message)
    // One answer may be lost: only who gives none twice lacks this.
    return again ? ask(target, writing, ability, false) : error.message
  }
}

/** A URL near the target that redirects: the one that was named, or the target with or without a slash in the end. */
export async function redirectOf(target: Target): Promise<{ url: URL; status: number } | null> {
  const { url, options } = target
  const near = (options.redirecting ? [options.redirecting] : pathsNear(url)).map((path) => new URL(path, url))
  for (const there of near) {
    const { status } = await target.send({ method: 'GET', fields: [], url: there })
    if (status >= 300 && status < 400 && status !== 304) return { url: there, status }
  }
  return null
}

/** The path with or without a slash in the end, and its folder without one. */
function pathsNear({ pathname }: URL): string[] {
  const other = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`
  const folder = pathname.slice(0, pathname.lastIndexOf('/'))
  return [...new Set([other, folder])].filter((path) => path !== '' && !path.startsWith('//'))
}

/** Whether a patch that changes nothing is taken. */
async function patches(target: Target, type: string, nothing: string): Promise<string | null> {
  const state = (await target.read()) ?? (await target.probe())
  const condition = ifCurrent(state)
  const content = new TextEncoder().encode(nothing)
  const { status } = await target.send({ method: 'PATCH', fields: [['Content-Type', type], ...condition], content })
  return ok(status) ? null : `PATCH of type ${type} is answered ${status}`
}
