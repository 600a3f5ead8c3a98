// Takes the pictures of the documents: each app says in its screenshots.ts what is to be seen.
import { globSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { top } from './programs.ts'

/** What an app's screenshots.ts exports as `take`: puts its pictures into the folder, and says which. */
export type Take = (browser: Browser, folder: string) => Promise<readonly string[]>

const most = 200_000
const folder = resolve(top, 'docs/images')
await mkdir(folder, { recursive: true })

const browser = await launchChromium()
try {
  for (const file of globSync('apps/*/screenshots.ts', { cwd: top }).sort()) {
    const { take } = (await import(resolve(top, file))) as { take: Take }
    for (const name of await take(browser, folder)) {
      const { size } = await stat(join(folder, name))
      console.log(`${relative(top, join(folder, name))}  ${size} bytes`)
      if (size > most) throw new Error(`${name} is larger than the ${most} bytes that a document bears`)
    }
  }
} finally {
  await browser.close()
}
