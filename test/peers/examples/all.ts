import type { ServedExample } from './example.ts'

const text = Array.from({ length: 20 }, (_, line) => `Line ${line + 1} of what is served.\n`).join('')
const note = JSON.stringify({ title: 'A note', text: text.replaceAll('\n', ' ') })

/** A Standard Schema that takes everything. */
const anyInput = "Object.assign(globalThis, { Input: { '~standard': { validate: (value) => ({ value }) } } })"

const hono = { document: 'packages/hono/README.md' }
const bun = { document: 'packages/bun/README.md' }
const deno = { document: 'packages/deno/README.md' }
const workers = { document: 'packages/cloudflare/README.md' }
const stores = {
  document: 'packages/stores/README.md',
  more: 'export default { fetch: handle }',
  writes: true,
} as const
const front = { document: 'README.md', more: 'export default { fetch: serve }' }

const examples: readonly ServedExample[] = [
  { ...front, heading: '## A read', path: '/note' },
  { ...front, heading: '## A write', path: '/note', writes: true },
  { ...stores, heading: '# @ifmatch/stores', path: '/a' },
  { ...stores, heading: '## Ready tables for documents', path: '/a' },
  { ...hono, heading: '## A read', path: '/notes/1' },
  { ...hono, heading: '## Types', path: '/teams/1', more: 'export default app' },
  { ...hono, heading: '## A file, or anything with bytes', path: '/logo.svg', more: 'export default app' },
  { ...hono, heading: '## In the place of hono/etag', path: '/', more: 'export default app' },
  { ...bun, heading: '## A read', path: '/notes/1' },
  { ...bun, heading: '## A file', path: '/app.js', first: { kept: 'file', type: '', content: text } },
  {
    ...bun,
    heading: '## A store',
    path: '/documents/one',
    first: { kept: 'put', type: 'text/plain', content: text },
    writes: true,
  },
  { ...deno, heading: '## A read', path: '/' },
  { ...deno, heading: '## A file', path: '/', first: { kept: 'file', type: '', content: text } },
  {
    ...deno,
    heading: '## A value in Deno KV',
    path: '/one',
    more: anyInput,
    first: { kept: 'put', type: 'application/json', content: note },
    writes: true,
  },
  {
    ...deno,
    heading: '## Documents in Deno KV',
    path: '/one',
    first: { kept: 'put', type: 'text/plain', content: text },
    writes: true,
  },
  {
    ...workers,
    heading: '## A read',
    path: '/',
    sql: ['CREATE TABLE notes (id INTEGER, version INTEGER, text TEXT)', `INSERT INTO notes VALUES (1, 7, 'hello')`],
  },
  { ...workers, heading: '## An object', path: '/one', first: { kept: 'object', type: 'text/plain', content: text } },
  {
    ...workers,
    heading: '## A document in a Durable Object',
    path: '/one',
    more: 'export default { fetch: (request, env) => env.DOCUMENTS.getByName(new URL(request.url).pathname).fetch(request) }',
    first: { kept: 'put', type: 'text/plain', content: text },
    writes: true,
  },
  {
    ...workers,
    heading: '## A document of any size and media type in a Durable Object',
    path: '/one',
    first: { kept: 'put', type: 'text/plain', content: text },
    writes: true,
  },
  {
    ...workers,
    heading: '## A row in D1',
    path: '/one',
    sql: [
      'CREATE TABLE notes (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, text TEXT)',
      'CREATE TABLE note_revs (value INTEGER NOT NULL)',
      'INSERT INTO note_revs SELECT coalesce(max(rev), 0) FROM notes',
    ],
    first: { kept: 'put', type: 'text/plain', content: text },
    writes: true,
  },
  {
    ...workers,
    heading: '## A document in R2',
    path: '/one',
    first: { kept: 'put', type: 'text/plain', content: text },
    writes: true,
  },
]

/** One of each package, in every run of the tests; */
const always = [
  ['README.md', '## A write'],
  ['packages/stores/README.md', '# @ifmatch/stores'],
  ['packages/hono/README.md', '## In the place of hono/etag'],
  ['packages/bun/README.md', '## A store'],
  ['packages/deno/README.md', '## A value in Deno KV'],
  ['packages/cloudflare/README.md', '## A document in a Durable Object'],
]

/** and all, where everything is said to be there. */
export const servedExamples: readonly ServedExample[] = process.env.IFMATCH_ALL
  ? examples
  : examples.filter((one) => always.some(([document, heading]) => one.document === document && one.heading === heading))
