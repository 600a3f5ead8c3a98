import { type Case, expect, notRun } from '../case.ts'
import { field } from '../message.ts'
import { type Read, reads } from '../reads.ts'

/** A client that asks for an answer past caches says nothing against a 304 (Section 13 has no such exception). */
const pastCaches: readonly Read[] = (
  [
    ['Cache-Control: no-cache', [['Cache-Control', 'no-cache']]],
    ['Cache-Control: max-age=0', [['Cache-Control', 'max-age=0']]],
    ['Pragma: no-cache', [['Pragma', 'no-cache']]],
  ] as const
).map(([name, fields]): Read => ({
  name: `${name} changes nothing for If-None-Match`,
  section: '13.1.2',
  level: 'MUST',
  fields: [['If-None-Match', '{tag}'], ...fields],
}))

const withoutTag: readonly Read[] = [
  {
    name: 'If-Match: a list is false where the representation has no ETag',
    section: '13.1.1',
    level: 'MUST',
    needs: ['no-etag'],
    fields: [['If-Match', '"ifmatch-conformance"']],
  },
  {
    name: 'If-None-Match: a list is true where the representation has no ETag, and If-Modified-Since is ignored',
    section: '13.1.3',
    level: 'MUST',
    needs: ['no-etag'],
    fields: [
      ['If-None-Match', '"ifmatch-conformance"'],
      ['If-Modified-Since', '{date}'],
    ],
  },
]

/** QUERY (RFC 10008): whether a false If-None-Match is 304 or 412 is open. */
function query(name: string, fields: Read['fields'], accepted: readonly number[]): Case {
  return {
    name: `QUERY, ${name}`,
    section: 'RFC 10008, Section 2',
    level: 'open',
    kind: 'read',
    needs: ['etag'],
    async run(bench) {
      const content = new TextEncoder().encode('{}')
      const type: [string, string] = ['Content-Type', 'application/json']
      const plain = await bench.ask({ method: 'QUERY', fields: [type], content })
      if (plain.status !== 200) notRun(`QUERY is answered ${plain.status}`)
      const etag = field(plain, 'etag')
      if (etag === null) notRun('The answer to QUERY has no ETag')
      const filled = fields.map(([one, value]): [string, string] => [one, value.replace('{tag}', `${etag}`)])
      const { status } = await bench.ask({ method: 'QUERY', fields: [type, ...filled], content })
      bench.decide()
      expect(accepted.includes(status), `Answered ${status} where ${accepted.join(' or ')} is our reading`)
    },
  }
}

/** What fits nowhere else: caches, no ETag, QUERY. */
export function moreReads(): Case[] {
  return [
    ...reads([...pastCaches, ...withoutTag]),
    query('If-None-Match: its own tag', [['If-None-Match', '{tag}']], [304]),
    query('If-Match: another tag', [['If-Match', '"ifmatch-conformance"']], [412]),
  ]
}
