import { findChromium } from './chromium.ts'
import { programs } from './programs.ts'

/** One run of vitest: these projects, in this runtime. */
export interface Leg {
  readonly name: string
  readonly about: string
  readonly runtime: readonly string[]
  readonly projects: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const node = [programs.node]
const node20 = [programs.node20]
const bun = [programs.bun, '--bun']
const deno = [programs.deno, 'run', '--allow-all']

/** The slow ones first: five run at a time. */
export const legs: readonly Leg[] = [
  ...legsOfServices(),
  ...legsOfBrowsers(),
  { name: 'editor', about: 'the editor on Node', runtime: node, projects: ['editor'] },
  { name: 'races', about: 'every store over HTTP, under small races', runtime: node, projects: ['races'] },
  { name: 'faults', about: 'kills, full disks, cut connections and clocks', runtime: node, projects: ['faults'] },
  { name: 'stores', about: '@ifmatch/stores with node:sqlite', runtime: node, projects: ['stores'] },
  {
    name: 'cloudflare',
    about: '@ifmatch/cloudflare in workerd, and from Node through miniflare',
    runtime: node,
    projects: ['cloudflare', 'cloudflare-workers'],
  },
  {
    name: 'recipes',
    about: 'the recipes with Drizzle and Kysely, on PostgreSQL where a server is named',
    runtime: node,
    projects: ['recipes', ...(process.env.IFMATCH_POSTGRES || process.env.IFMATCH_ALL ? ['recipes-postgres'] : [])],
  },
  { name: 'peers', about: 'other servers that `npm run peers` asks', runtime: node, projects: ['peers'] },
  { name: 'workspace', about: 'layers, types and documents', runtime: node, projects: ['workspace'] },
  { name: 'deno-adapter', about: '@ifmatch/deno on Deno', runtime: deno, projects: ['deno'] },
  { name: 'workerd', about: 'core inside workerd', runtime: node, projects: ['core-workers'] },
  { name: 'node', about: 'core on Node 24', runtime: node, projects: ['core'] },
  { name: 'node20', about: 'core on Node 20, the floor', runtime: node20, projects: ['core'] },
  { name: 'bun', about: 'core on Bun', runtime: bun, projects: ['core'] },
  { name: 'deno', about: 'core on Deno', runtime: deno, projects: ['core'] },
  { name: 'fetch', about: 'core with the classes of @whatwg-node/fetch', runtime: node, projects: ['core-fetch'] },
  ...['UTC', 'America/New_York', 'Asia/Kolkata'].map((zone) => ({
    name: `dates-${zone.split('/').at(-1)!.toLowerCase().replace('_', '-')}`,
    about: `core's dates where TZ is ${zone}`,
    runtime: node,
    projects: ['core-dates'],
    environment: { TZ: zone },
  })),
  { name: 'mutants', about: 'servers that are wrong on purpose, and the kit', runtime: node, projects: ['mutants'] },
  { name: 'conformance', about: '@ifmatch/conformance on Node', runtime: node, projects: ['conformance'] },
  { name: 'conformance-bun', about: '@ifmatch/conformance on Bun', runtime: bun, projects: ['conformance'] },
  { name: 'conformance-deno', about: '@ifmatch/conformance on Deno', runtime: deno, projects: ['conformance'] },
  { name: 'client', about: '@ifmatch/client on Node', runtime: node, projects: ['client', 'client-node'] },
  { name: 'client-node20', about: '@ifmatch/client on Node 20, the floor', runtime: node20, projects: ['client'] },
  { name: 'client-bun', about: '@ifmatch/client on Bun', runtime: bun, projects: ['client'] },
  { name: 'client-deno', about: '@ifmatch/client on Deno', runtime: deno, projects: ['client'] },
  { name: 'client-workerd', about: '@ifmatch/client inside workerd', runtime: node, projects: ['client-workers'] },
  { name: 'hono', about: '@ifmatch/hono on Node', runtime: node, projects: ['hono'] },
  { name: 'bun-adapter', about: '@ifmatch/bun on Bun', runtime: bun, projects: ['bun'] },
  {
    name: 'increments',
    about: 'edits by @ifmatch/client, with answers dropped',
    runtime: node,
    projects: ['increments'],
  },
  {
    name: 'playground',
    about: 'what the playground reads and shows, on Node',
    runtime: node,
    projects: ['playground'],
  },
]

/** The legs that need a server: there where one is named, and where everything is said to be there. */
function legsOfServices(): Leg[] {
  const servers = [
    { project: 'postgres', variable: 'IFMATCH_POSTGRES', clients: ['postgres.js', 'Bun.sql'] },
    { project: 'redis', variable: 'IFMATCH_REDIS', clients: ['node-redis', 'Bun.redis'] },
  ]
  return servers
    .filter(({ variable }) => process.env[variable] || process.env.IFMATCH_ALL)
    .flatMap(({ project, clients: [ofNode, ofBun] }) => [
      { name: project, about: `@ifmatch/stores with ${ofNode}`, runtime: node, projects: [project] },
      { name: `${project}-bun`, about: `@ifmatch/stores with ${ofBun}`, runtime: bun, projects: [project] },
    ])
}

/** The pages in a browser: there where one is found, and where everything is said to be there. */
function legsOfBrowsers(): Leg[] {
  return findChromium() || process.env.IFMATCH_ALL
    ? [{ name: 'browser', about: 'the pages in Chromium', runtime: node, projects: ['browser'] }]
    : []
}
