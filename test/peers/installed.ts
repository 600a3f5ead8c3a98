import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { Missing } from './peer.ts'

const run = promisify(execFile)

/** The packages of Debian that have the programs which do not come from npm. */
export const debianPackages = ['nginx', 'apache2', 'lighttpd', 'lighttpd-mod-webdav', 'caddy', 'tomcat10'] as const

type DebianPackage = (typeof debianPackages)[number]

/** Where a program is. */
export function find(program: string, from: DebianPackage): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
  return found ?? missing(from)
}

/** A file that a package brings. */
export function need(file: string, from: DebianPackage): string {
  return existsSync(file) ? file : missing(from)
}

function missing(from: DebianPackage): never {
  throw new Missing(`not installed: apt-get install ${from}, or npm run peers -- --install`)
}

/** The version that a package of npm has here. */
export async function ofNpm(...names: string[]): Promise<string> {
  return names
    .map((name) => {
      const manifest = readFileSync(join(import.meta.dirname, 'node_modules', name, 'package.json'), 'utf8')
      return `${name} ${(JSON.parse(manifest) as { version: string }).version}`
    })
    .join(', ')
}

/** What a program says of its version. */
export async function said(pattern: RegExp, program: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(program, args)
  return pattern.exec(stdout + stderr)?.[1] ?? 'unknown'
}

/** Installs what is missing, with the rights that this process has. */
export async function install(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Somebody else may be installing at this moment.
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=600']
  await run('apt-get', ['update', ...patient], { env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...patient, ...debianPackages], { env })
}
