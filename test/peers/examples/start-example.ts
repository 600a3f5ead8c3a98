import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programs, top } from '../../../scripts/programs.ts'
import { announced, freePort, onPort, type Running } from '../running.ts'
import { readExample, type ServedExample } from './example.ts'
import { startWorker } from './start-worker.ts'

/** Starts an example in its own runtime, in a folder of its own, with what it serves. */
export async function startExample(example: ServedExample): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'ifmatch-examples-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const { url, stop } = await startIn(folder, example)
    const end = (): Promise<void> => stop().finally(remove)
    await putFirst(url, example).catch(async (error: unknown) => {
      await end()
      throw error
    })
    return { url, stop: end }
  } catch (error) {
    await remove()
    throw error
  }
}

async function startIn(folder: string, example: ServedExample): Promise<Running> {
  const { path, first, more = '' } = example
  const { code, home } = readExample(example)
  const file = join(folder, 'example.ts')
  await symlink(join(top, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'deno.json'), '{ "nodeModulesDir": "manual", "lock": false, "unstable": ["kv"] }')
  await writeFile(file, `${code}\n${more}\n`)
  if (first?.kept === 'file') {
    await mkdir(join(folder, 'dist'))
    await writeFile(join(folder, 'dist/app.js'), first.content)
  }
  if (home === 'workers') return startWorker(file, example)
  if (home === 'node') {
    const command = [programs.node, join(import.meta.dirname, 'serve-fetch.ts'), file]
    return announced(command, path, {}, folder)
  }
  const port = await freePort()
  if (home === 'bun') return onPort(port, [programs.bun, file], path, { PORT: `${port}` }, folder)
  const command = [programs.deno, 'run', '--allow-all', file]
  return onPort(port, command, path, { DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`, DENO_DIR: folder }, folder)
}

async function putFirst(url: string, { first }: ServedExample): Promise<void> {
  if (first?.kept !== 'put') return
  const headers = { 'If-None-Match': '*', 'Content-Type': first.type }
  const { status } = await fetch(url, { method: 'PUT', headers, body: first.content })
  if (status !== 201) throw new Error(`Cannot put what is served: answered ${status} where 201 is due`)
}
