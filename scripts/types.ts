// Checks the types of everything: each folder with a tsconfig.json has the types of its own runtime.
import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { environment, programs, top } from './programs.ts'

const pattern = '{.,packages/*,apps/*,apps/*/{page,src/workers},bench,races,races/*,test/peers}/tsconfig{,.build}.json'
const projects = globSync(pattern, { cwd: top }).sort()
const folders = projects.map(dirname).sort((one, other) => other.length - one.length)

/** The folder whose project a file belongs to: the sources of core, seen from an adapter, are core's to check. */
function ownerOf(path: string): string {
  // The longest that fits: one project may lie inside another.
  return folders.find((folder) => folder !== '.' && path.startsWith(`${folder}/`)) ?? '.'
}

/** What TypeScript finds wrong with one project. */
function check(project: string): Promise<string[]> {
  return new Promise((resolve) => {
    execFile(programs.node, [programs.tsc, '-p', project], { cwd: top, env: environment }, (error, stdout, stderr) => {
      const found = error ? `${stdout}${stderr}`.trimEnd().split(/\n(?=\S)/) : []
      resolve(found.filter((wrong) => !/^\S+\(\d/.test(wrong) || ownerOf(wrong) === dirname(project)))
    })
  })
}

const waiting = [...projects]
const wrongs = new Set<string>()

async function takeProjects(): Promise<void> {
  for (let project = waiting.shift(); project; project = waiting.shift()) {
    for (const wrong of await check(project)) wrongs.add(wrong)
  }
}

await Promise.all([takeProjects(), takeProjects()])
for (const wrong of wrongs) console.error(wrong)
console.log(`${projects.length} projects, ${wrongs.size} errors`)
process.exitCode = wrongs.size > 0 ? 1 : 0
