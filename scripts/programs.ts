import { resolve } from 'node:path'

/** The top of the workspace. */
export const top: string = resolve(import.meta.dirname, '..')

const installed = (path: string): string => resolve(top, 'node_modules', path)

/** The runtimes and tools of the workspace, each without the shell script in front of it, so that a signal reaches it. */
export const programs = {
  node: installed('node/bin/node'),
  node20: installed('node20/bin/node'),
  bun: installed('bun/bin/bun.exe'),
  deno: installed('deno/deno'),
  tsc: installed('typescript/bin/tsc'),
  tsc7: installed('typescript7/bin/tsc'),
  vitest: installed('vitest/vitest.mjs'),
}

/** What every program that we start sees: the workspace's own programs first, and text without colours. */
export const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${installed('.bin')}:${process.env.PATH}`,
  NO_COLOR: '1',
  DENO_NO_UPDATE_CHECK: '1',
}
delete environment.FORCE_COLOR
