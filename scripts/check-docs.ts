// Type-checks every example of the documents (or of those under the folder given), and runs those not marked no-run.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { writeDeclarations } from './declarations.ts'
import { allExamples, type Example, type Home, UncheckedBlock } from './documents/examples.ts'
import { environment, programs, top } from './programs.ts'

const dom = ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable']

/** How each home checks types; Deno has a checker of its own. */
const compilers: Readonly<
  Record<Exclude<Home, 'deno'>, { readonly lib: readonly string[]; readonly types: string[] }>
> = {
  node: { lib: dom, types: ['node'] },
  bun: { lib: ['ES2024'], types: ['bun'] },
  workers: { lib: ['ES2024'], types: ['@cloudflare/workers-types'] },
}

const runners: Readonly<Record<Exclude<Home, 'workers'>, readonly string[]>> = {
  node: [programs.node],
  bun: [programs.bun],
  deno: [programs.deno, 'run', '--allow-all'],
}

/** Runs a program; what it printed, where it failed. */
function failure(command: readonly string[], cwd: string): Promise<string[]> {
  const [program, ...args] = command
  return new Promise((resolve) => {
    const done = (error: Error | null, stdout: string, stderr: string): void =>
      resolve(error ? [`${stdout}${stderr}`.replaceAll(`${cwd}/`, '').trim() || error.message] : [])
    execFile(program!, args, { cwd, env: environment, timeout: 300_000 }, done)
  })
}

/** Writes an example so that its lines have the numbers that they have in the document. */
async function write(folder: string, { path, line, code, home }: Example): Promise<string> {
  const file = join(folder, home, `${path}.L${line}.ts`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${'\n'.repeat(line - 1)}${code}\nexport {}\n`)
  return file
}

/** What the examples of one folder may import, where another folder declares it. */
const declaredElsewhere: Readonly<Record<string, string>> = { 'docs/recipes': 'test/recipes' }

/** Lets the examples of a package import what that package can. */
async function linkModules(folder: string, examples: readonly Example[]): Promise<void> {
  await symlink(join(top, 'node_modules'), join(folder, 'node_modules'))
  const owned = examples.flatMap(({ home, path }) => {
    const [owner] = /^(?:(?:packages|apps)\/[^/]+|docs\/recipes)/.exec(path) ?? []
    return owner === undefined ? [] : [`${home}/${owner}`]
  })
  for (const place of new Set(owned)) {
    await mkdir(join(folder, place), { recursive: true })
    const owner = place.slice(place.indexOf('/') + 1)
    await symlink(join(top, declaredElsewhere[owner] ?? owner, 'node_modules'), join(folder, place, 'node_modules'))
  }
}

async function typeCheck(folder: string, home: Home, files: readonly string[]): Promise<string[]> {
  if (home === 'deno') return failure([programs.deno, 'check', '--quiet', ...files], folder)
  const paths = { '@ifmatch/*': [`${folder}/declarations/*/index.d.ts`] }
  const compilerOptions = { ...compilers[home], paths, noUnusedLocals: false, noUnusedParameters: false }
  const config = join(folder, `tsconfig.${home}.json`)
  await writeFile(config, JSON.stringify({ extends: join(top, 'tsconfig.base.json'), compilerOptions, files }))
  return failure([programs.node, programs.tsc7, '-p', config, '--pretty', 'false'], folder)
}

async function check(folder: string, home: Home, examples: readonly Example[]): Promise<string[]> {
  const files = await Promise.all(examples.map((example) => write(folder, example)))
  const types = await typeCheck(folder, home, files)
  const run = files.filter((_, index) => examples[index]?.runs)
  if (run.length === 0 || home === 'workers') return types
  return [
    ...types,
    ...(await failure([...runners[home], join(top, 'scripts/documents/run-examples.ts'), ...run], folder)),
  ]
}

const folder = await mkdtemp(join(tmpdir(), 'ifmatch-examples-'))
try {
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'deno.json'), '{ "nodeModulesDir": "manual", "lock": false }')
  const examples = allExamples(process.argv[2] ?? top)
  await linkModules(folder, examples)
  if (examples.length > 0) await writeDeclarations(join(folder, 'declarations'))
  const homes = [...new Set(examples.map(({ home }) => home))]
  const of = (home: Home): Example[] => examples.filter((example) => example.home === home)
  const wrongs = (await Promise.all(homes.map((home) => check(folder, home, of(home))))).flat()
  for (const wrong of wrongs) console.error(`${wrong}\n`)
  console.log(`${examples.length} examples, ${examples.filter(({ runs }) => runs).length} of them run`)
  process.exitCode = wrongs.length > 0 ? 1 : 0
} catch (error) {
  if (!(error instanceof UncheckedBlock)) throw error
  console.error(error.message)
  process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
