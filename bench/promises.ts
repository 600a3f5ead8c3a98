import type { Plugin } from 'esbuild'
import { bundledSize } from './size.ts'

/** What an import would take, gzipped, without something that it promises. */
export interface Without {
  readonly what: string
  readonly sizes: Readonly<Record<Name, number>>
}

const names = ['evaluatePreconditions', 'decide'] as const
type Name = (typeof names)[number]

interface Promised {
  readonly what: string
  /** The module that keeps the promise, and what stands in its place without it; nobody here uses what is null. */
  readonly module: RegExp
  readonly instead: string
}

const promised: readonly Promised[] = [
  {
    what: 'dates read to the letter: Date.parse instead',
    module: /core\/src\/fields\/http-date\.ts$/,
    instead:
      'export const parseHttpDate = Date.parse; export const isHttpDate = () => true; export const formatHttpDate = null',
  },
  {
    what: "a developer's mistakes, told at once: none is looked for",
    module: /core\/src\/fields\/validators\.ts$/,
    instead: 'export const checkValidators = () => {}; export const copyValidators = null',
  },
  {
    what: 'the document of a 412, 428 and 400: their status alone',
    module: /core\/src\/responses\/precondition-failed\.ts$/,
    instead: 'export const preconditionFailed = (_, { status }) => new Response(null, { status })',
  },
]

/** Bundles the two smallest imports with one promise left out after the other, and with none of them kept. */
export async function measurePromises(): Promise<Without[]> {
  const without = async (what: string, left: readonly Promised[]): Promise<Without> => {
    const entries = names.map(async (name) => {
      const { gzipped } = await bundledSize(`export { ${name} } from '@ifmatch/core'`, [leavingOut(left)])
      return [name, gzipped] as const
    })
    return { what, sizes: Object.fromEntries(await Promise.all(entries)) as Record<Name, number> }
  }
  return Promise.all([
    without('nothing', []),
    ...promised.map((one) => without(one.what, [one])),
    without('all of them', promised),
  ])
}

function leavingOut(left: readonly Promised[]): Plugin {
  return {
    name: 'leaving-out',
    setup({ onLoad }) {
      for (const { module, instead } of left) onLoad({ filter: module }, () => ({ contents: instead, loader: 'js' }))
    },
  }
}
