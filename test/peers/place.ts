import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from './peer.ts'

const text = Array.from(
  { length: 40 },
  (_, line) => `Line ${String(line + 1).padStart(2, '0')} of the document.\n`,
).join('')

/** Makes a folder with the document, which was modified an hour ago, for whoever serves it. */
export async function makePlace(): Promise<Place & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ifmatch-peers-'))
  const served = join(folder, 'served')
  await mkdir(served)
  const document = join(served, 'document.txt')
  await writeFile(document, text)
  const hourAgo = Math.floor(Date.now() / 1000) - 3600
  await utimes(document, hourAgo, hourAgo)
  // Some servers give up their rights: whoever they are then may read and write here.
  for (const path of [folder, served]) await chmod(path, 0o777)
  await chmod(document, 0o666)
  return { folder, served, remove: () => rm(folder, { recursive: true, force: true }) }
}
