// Checks what would be published, after a build: the tarballs by publint, by attw and by a stranger who installs them,
// the sources by JSR's rules.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, programs, top } from './programs.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, string>>
  readonly bin?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Runs a program in a folder. Rejects with all that it printed where it fails. */
function run(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, env: environment }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')} failed in ${folder}\n${stdout}${stderr}`))
      else resolve(stdout)
    })
  })
}

async function step<T>(what: string, work: Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await work
  console.log(`${what.padEnd(44)}${((performance.now() - begun) / 1000).toFixed(1)} s`)
  return result
}

const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest

/** Packs a package as pnpm would publish it, asks publint and attw about the tarball, and says where it is. */
async function pack(folder: string, { name, version }: Manifest, into: string): Promise<string> {
  await run(folder, 'pnpm', 'pack', '--pack-destination', into)
  const tarball = join(into, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
  await run(into, 'publint', 'run', '--strict', tarball)
  await run(into, 'attw', tarball, '--profile', 'esm-only', '--no-emoji')
  return `file:${tarball}`
}

/** Installs the tarballs in an empty folder, as a stranger would, beside their peers and the types of the runtimes. */
async function install(folder: string, manifests: readonly Manifest[], tarballs: readonly string[]): Promise<void> {
  const { devDependencies } = await manifestOf(top)
  const versions = Object.assign({}, devDependencies, ...manifests.map((manifest) => manifest.devDependencies))
  const peers = manifests.flatMap(({ peerDependencies }) => Object.keys(peerDependencies ?? {}))
  const beside = [...new Set([...peers, '@types/node', '@types/bun', '@cloudflare/workers-types'])]
  const dependencies = Object.fromEntries([
    ...beside.map((name) => [name, versions[name]]),
    ...manifests.map(({ name }, index) => [name, tarballs[index]]),
  ])
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', type: 'module', dependencies }))
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error')
}

/** Imports every entry of every package, and demands that it exports a function. */
async function importAll(folder: string, node: string, manifests: readonly Manifest[]): Promise<void> {
  const names = manifests.flatMap(({ name, exports }) => Object.keys(exports).map((entry) => name + entry.slice(1)))
  const program = `
    for (const name of ${JSON.stringify(names)}) {
      const exported = Object.values(await import(name))
      if (!exported.some((value) => typeof value === 'function')) throw new Error(name + ' exports no function')
    }`
  await writeFile(join(folder, 'import.js'), program)
  await run(folder, node, 'import.js')
}

/** Runs every command of the packages as the stranger does. */
async function runCommands(folder: string, node: string, manifests: readonly Manifest[]): Promise<void> {
  for (const name of manifests.flatMap(({ bin }) => Object.keys(bin ?? {}))) {
    const printed = await run(folder, node, join('node_modules/.bin', name), '--help')
    if (!printed.startsWith('Usage: ')) throw new Error(`${name} --help printed ${printed}`)
  }
}

/** Type-checks the consumers of test/types against the installed declarations. */
async function typeCheck(folder: string, kind: string): Promise<void> {
  const { compilerOptions } = JSON.parse(await readFile(join(top, 'test/types', kind, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object
  }
  const own = {
    ...compilerOptions,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    allowImportingTsExtensions: false,
  }
  await cp(join(top, 'test/types', kind), join(folder, kind), { recursive: true })
  const config = { extends: join(top, 'tsconfig.base.json'), compilerOptions: own, include: ['.', '../everywhere'] }
  await writeFile(join(folder, kind, 'tsconfig.json'), JSON.stringify(config))
  await run(folder, programs.node, programs.tsc, '-p', kind)
}

const scratch = await mkdtemp(join(tmpdir(), 'ifmatch-packages-'))
try {
  const folders = (await readdir(join(top, 'packages'))).map((folder) => join(top, 'packages', folder))
  const manifests = await Promise.all(folders.map(manifestOf))
  const tarballs: string[] = []
  for (const [index, manifest] of manifests.entries()) {
    tarballs.push(await step(`${manifest.name}: pack, publint, attw`, pack(folders[index]!, manifest, scratch)))
  }
  await step('deno publish --dry-run', run(top, programs.deno, 'publish', '--dry-run', '--allow-dirty'))

  const stranger = join(scratch, 'stranger')
  await step('npm install in an empty folder', install(stranger, manifests, tarballs))
  await step('import on Node 20', importAll(stranger, programs.node20, manifests))
  await step('import on Node 24', importAll(stranger, programs.node, manifests))
  await step('commands on Node 20', runCommands(stranger, programs.node20, manifests))
  await cp(join(top, 'test/types/everywhere'), join(stranger, 'everywhere'), { recursive: true })
  for (const kind of ['dom', 'node', 'bun', 'workers']) await step(`types for ${kind}`, typeCheck(stranger, kind))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await rm(scratch, { recursive: true, force: true })
}
