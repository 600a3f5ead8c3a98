import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { addMapGroupBy } from './test/setup/map-group-by.ts'

addMapGroupBy()

const runtime = 'Bun' in globalThis ? 'bun' : 'Deno' in globalThis ? 'deno' : 'node'

const insideWorkerd = '**/*.workerd.test.ts'

/** What looks at a page in Chromium. */
const insideBrowser = 'apps/*/test/browser/**/*.test.ts'

type Settings = NonNullable<TestProjectInlineConfiguration['test']>

function project(name: string, include: string, settings: Settings = {}): TestProjectInlineConfiguration {
  const exclude = ['**/node_modules/**', insideWorkerd]
  return { extends: true, test: { name, include: [include], exclude, ...settings } }
}

/** A project whose files run inside workerd, with one bucket. */
async function workerd(
  name: string,
  include: string,
  settings: Settings = {},
): Promise<TestProjectInlineConfiguration> {
  const { cloudflareTest } = await import('@cloudflare/vitest-plugin')
  const plugin = cloudflareTest({ miniflare: { compatibilityDate: '2026-11-01', r2Buckets: ['FILES'] } })
  return { ...project(name, include, { exclude: ['**/node_modules/**'], ...settings }), plugins: [plugin] }
}

const core = 'packages/core/{src,test}/**/*.test.ts'

// Core's files share one process, which is two to four times as fast: what a test replaces, it puts back.
const shared = { isolate: false }

const mutants = 'packages/conformance/test/mutants.test.ts'

// The command is a program for Node: that the kit runs elsewhere, too, is seen by the checks of a handler.
const ofNode = runtime === 'node' ? [] : ['packages/conformance/test/command.test.ts']

const conformance = project('conformance', 'packages/conformance/{src,test}/**/*.test.ts', {
  exclude: ['**/node_modules/**', insideWorkerd, mutants, ...ofNode],
})

const client = project('client', 'packages/client/src/**/*.test.ts', shared)

// What needs a server is a project of its own.
const services = ['postgres', 'redis'].map((name) => project(name, `packages/stores/test/${name}-*.test.ts`))

const projects = {
  bun: async () => [
    project('core', core, shared),
    project('bun', 'packages/bun/{src,test}/**/*.test.ts'),
    conformance,
    client,
    ...services,
  ],
  deno: async () => [
    project('core', core, shared),
    project('deno', 'packages/deno/{src,test}/**/*.test.ts'),
    conformance,
    client,
  ],
  node: async () => [
    project('core', core, shared),
    project('core-dates', 'packages/core/{src,test}/**/*{date,tz}*.test.ts', shared),
    project('core-fetch', core, { ...shared, setupFiles: ['test/setup/whatwg-fetch.ts'] }),
    project('stores', 'packages/stores/{src,test}/**/sqlite-*.test.ts'),
    conformance,
    // Most of a check is waiting, for a second to pass.
    project('mutants', mutants, { maxConcurrency: 40 }),
    client,
    ...services,
    project('client-node', 'packages/client/test/*.test.ts'),
    project('hono', 'packages/hono/{src,test}/**/*.test.ts'),
    project('cloudflare', 'packages/cloudflare/{src,test}/**/*.test.ts'),
    project('races', 'races/test/races.test.ts'),
    project('faults', 'races/test/faults.test.ts'),
    project('editor', 'apps/editor/**/*.test.ts', { exclude: ['**/node_modules/**', insideBrowser] }),
    project('playground', 'apps/playground/src/**/*.test.ts'),
    project('browser', insideBrowser),
    project('increments', 'races/test/increments.test.ts'),
    project('recipes', 'test/recipes/{client,pages,sqlite}.test.ts'),
    project('recipes-postgres', 'test/recipes/postgres.test.ts'),
    project('peers', 'test/peers/*.test.ts'),
    project('workspace', 'test/*.test.ts'),
    // miniflare asks for Node 22; only core's own project runs on the floor that the packages state, Node 20.
    ...(Number.parseInt(process.versions.node) < 22
      ? []
      : [
          await workerd('core-workers', core, shared),
          await workerd('client-workers', 'packages/client/src/**/*.test.ts', shared),
          await workerd('cloudflare-workers', `packages/cloudflare/{src,test}/${insideWorkerd}`),
        ]),
  ],
}

export default defineConfig(async () => ({
  test: {
    // Bun's child processes lack what vitest asks of them.
    pool: runtime === 'bun' ? 'threads' : 'forks',
    // A slow machine may take its time: nothing here is a matter of how long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: await projects[runtime](),
  },
}))
