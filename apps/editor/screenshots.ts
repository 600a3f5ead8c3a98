import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { serve } from '../../races/process.ts'
import { programs } from '../../scripts/programs.ts'

const text = `# Trip to the coast

Friday to Monday, by train.

## To bring

- Tent and two mats
- Map of the cliffs
- Coffee

## Who cooks

| day      | who   |
| -------- | ----- |
| Friday   | Ada   |
| Saturday | Bob   |
| Sunday   | Carol |

> The last train back is at 19:40. Whoever misses it walks.
`

/** Takes the pictures of the editor: with a document open, a conflict, and on a phone in the dark. */
export async function take(browser: Browser, folder: string): Promise<readonly string[]> {
  const data = await mkdtemp(join(tmpdir(), 'ifmatch-screenshots-'))
  const variables = { PORT: '0', HOST: '', DATA: join(data, 'documents'), REQUIRE: '', DATABASE_URL: '', REDIS_URL: '' }
  const entry = resolve(import.meta.dirname, 'src/node.ts')
  const { origin, end } = await serve([programs.node, entry], variables, /http:\/\/localhost:(\d+)/)
  const picture = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: join(folder, name) })
  try {
    await put(`${origin}/documents/trip`, text, { 'If-None-Match': '*' })
    const open = async (options: BrowserContextOptions): Promise<Page> => {
      const page = await (await browser.newContext(options)).newPage()
      await page.goto(`${origin}/edit/trip`)
      await page.locator('body[data-state=saved]').waitFor()
      return page
    }
    const desk = { width: 1280, height: 800 }
    const [ada, bob] = [await open({ viewport: desk }), await open({ viewport: desk })]

    await typeAt(bob, '- Coffee', ' and tea')
    await bob.keyboard.press('Control+s')
    await bob.locator('body[data-state=saved]').waitFor()
    await bob.locator('#exchanges').getByText('304').first().waitFor()
    await picture(bob, 'editor.png')

    // Bob's change came to Ada, who had typed nothing; the next meets hers.
    await ada.getByText('Somebody else saved').waitFor()
    await ada.context().setOffline(true)
    await typeAt(ada, '- Coffee', ', the good one')
    await typeAt(ada, 'Friday to Monday', ', if it is dry')
    await typeAt(bob, '- Coffee', ', green')
    await typeAt(bob, '- Map of the cliffs', ' and the dunes')
    await bob.keyboard.press('Control+s')
    await bob.locator('body[data-state=saved]').waitFor()
    await ada.context().setOffline(false)
    await ada.getByRole('button', { name: 'Compare' }).click()
    await ada.getByRole('button', { name: 'Use mine' }).waitFor()
    await picture(ada, 'editor-conflict.png')

    const phone = await open({ viewport: { width: 390, height: 760 }, colorScheme: 'dark', deviceScaleFactor: 1 })
    await picture(phone, 'editor-phone.png')
    for (const page of [ada, bob, phone]) await page.context().close()
  } finally {
    await end()
    await rm(data, { recursive: true, force: true })
  }
  return ['editor.png', 'editor-conflict.png', 'editor-phone.png']
}

async function put(url: string, body: string, condition: Record<string, string>): Promise<void> {
  const headers = { 'Content-Type': 'text/markdown; charset=utf-8', ...condition }
  const { status } = await fetch(url, { method: 'PUT', body, headers })
  if (status >= 300) throw new Error(`Cannot write ${url}: it was answered ${status}`)
}

/** Types at the end of the line that begins with a text. */
async function typeAt(page: Page, begin: string, text: string): Promise<void> {
  await page.locator('#text .cm-line').filter({ hasText: begin }).first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(text)
}
