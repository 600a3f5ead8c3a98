import { redirectOf, unauthorized } from '../abilities.ts'
import type { Bench } from '../bench.ts'
import { type Case, type Need, expect, notRun, orNone } from '../case.ts'
import { field, type Field } from '../message.ts'
import { fillAll } from '../template.ts'

/** Conditions that would say something if they were evaluated. */
const conditions: readonly (readonly [name: string, fields: readonly Field[]])[] = [
  ['If-Match: another tag', [['If-Match', '"ifmatch-conformance"']]],
  ['If-Match: *', [['If-Match', '*']]],
  ['If-None-Match: *', [['If-None-Match', '*']]],
  ['If-None-Match: another tag', [['If-None-Match', '"ifmatch-conformance"']]],
  ['If-Unmodified-Since: 1994', [['If-Unmodified-Since', '{early}']]],
  ['If-Modified-Since: now', [['If-Modified-Since', '{now}']]],
  ['Range', [['Range', 'bytes=0-4']]],
  ['Range that cannot be satisfied', [['Range', 'bytes=99999999-']]],
]

/** The status stays the one that the request has without conditions. */
async function staysAs(bench: Bench, method: string, fields: readonly Field[], url: URL, plain: number): Promise<void> {
  const filled = fillAll(fields, await bench.target.latest())
  bench.because.push(`13.2.1: without the conditions the request is answered ${plain}, so they MUST be ignored`)
  const { status } = await bench.ask({ method, fields: filled, url })
  bench.decide()
  expect(status === plain, `Answered ${status} where ${plain} is due, as without the condition`)
}

function onMissing(method: string): Case[] {
  return conditions.map(([name, fields]) => ({
    name: `${method} where nothing is ignores ${name}`,
    section: '13.2.1',
    level: 'MUST',
    kind: 'read',
    needs: ['missing'],
    async run(bench) {
      const url = bench.target.missingUrl
      const { status } = await bench.ask({ method, fields: [], url })
      if (status < 400) notRun(`${method} where nothing is is answered ${status}`)
      await staysAs(bench, method, fields, url, status)
    },
  }))
}

const onRedirect: readonly Case[] = ['GET', 'HEAD'].flatMap((method) =>
  conditions.map(([name, fields]): Case => ({
    name: `${method} where a redirect is ignores ${name}`,
    section: '13.2.1',
    level: 'MUST',
    kind: 'read',
    needs: ['redirecting'],
    async run(bench) {
      const { url } = (await redirectOf(bench.target))!
      const { status } = await bench.ask({ method, fields: [], url })
      if (status < 300) notRun(`${method} is answered ${status} there`)
      await staysAs(bench, method, fields, url, status)
    },
  })),
)

/** Methods that select no representation, and such as nobody knows. */
function other(method: string, level: Case['level'] = 'MUST', needs: readonly Need[] = []): Case[] {
  return conditions.map(([name, fields]) => ({
    name: `${method} ignores ${name}`,
    section: '13.2.1',
    level,
    kind: 'read',
    needs,
    async run(bench) {
      const { status } = await bench.ask({ method, fields: [] })
      await staysAs(bench, method, fields, bench.target.url, status)
    },
  }))
}

/** A method that is unknown is refused before conditions are looked at; one that a server performs is another matter. */
function unknown(method: string): Case[] {
  return other(method).map((one) => ({
    ...one,
    async run(bench: Bench) {
      const plain = await orNone(bench.ask({ method, fields: [] }))
      if (!plain) notRun(`The method ${method} is not answered at all`)
      if (plain.status < 300) notRun(`The method ${method} is answered ${plain.status}`)
      await one.run(bench)
    },
  }))
}

const guarded: Case = {
  name: 'Without credentials the answer is the same with a condition, and has no ETag',
  section: '13.2.1',
  level: 'MUST',
  kind: 'read',
  needs: ['guarded', 'etag'],
  async run(bench) {
    const state = await bench.target.latest()
    const { status } = await bench.ask(unauthorized)
    const answer = await bench.ask({ method: 'GET', fields: [...unauthorized.fields, ['If-None-Match', state.etag!]] })
    bench.decide()
    expect(answer.status === status, `Answered ${answer.status} where ${status} is due, as without the condition`)
    expect(field(answer, 'etag') === null, `The ${status} tells ETag: ${field(answer, 'etag')}`)
  },
}

/** Section 13.2.1: what would be refused or redirected anyway is not evaluated. */
export function normalChecks(): Case[] {
  return [
    ...onMissing('GET'),
    ...onMissing('HEAD'),
    ...onRedirect,
    ...other('OPTIONS'),
    ...unknown('IFMATCH'),
    ...unknown('get'),
    guarded,
  ]
}
