import { dirname, normalize } from 'node:path'
import { importsOf, platformTraps, type Source } from './source.ts'

/** The folders of core, from the ground up. A module imports from its own layer and those before it. */
export const layers = ['fields', 'conditions', 'responses', 'evaluation', 'resource'] as const

/** The packages that each package declares: its dependencies and peers. */
export type Declared = Readonly<Record<string, readonly string[]>>

/** What is wrong with a module's imports, a sentence each. */
export function wrongs(source: Source, declared: Declared): string[] {
  const name = packageOf(source.path)
  const said = (sentence: string): string => `${source.path} ${sentence}`
  const imports = importsOf(source).flatMap((specifier) => wrongImport(source.path, specifier, declared[name] ?? []))
  const traps = name === 'core' ? platformTraps(source).map((trap) => `uses ${trap}`) : []
  return [...imports, ...traps].map(said)
}

function wrongImport(path: string, specifier: string, declared: readonly string[]): string[] {
  const name = packageOf(path)
  if (specifier.startsWith('.')) return wrongNeighbour(path, normalize(`${dirname(path)}/${specifier}`), specifier)
  if (/^[a-z]+:/.test(specifier)) return name === 'core' ? [`imports ${specifier}, which only some runtimes have`] : []
  const wanted = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  return declared.includes(wanted) ? [] : [`imports ${wanted}, which its package does not declare`]
}

function wrongNeighbour(path: string, target: string, specifier: string): string[] {
  const name = packageOf(path)
  if (!target.startsWith(`packages/${name}/src/`)) return [`reaches out of its package for ${specifier}`]
  if (name !== 'core') return []
  const [own, other] = [layerOf(path), layerOf(target)]
  return other > own ? [`imports upwards: ${specifier}`] : []
}

/** The height of a module of core. What lies in no layer, as index.ts does, comes last. */
function layerOf(path: string): number {
  const folder = path.split('/')[3]
  const height = layers.findIndex((layer) => layer === folder)
  return height === -1 ? layers.length : height
}

function packageOf(path: string): string {
  return path.split('/')[1] ?? ''
}
