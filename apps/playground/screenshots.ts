import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { servePage } from './test/browser/serve-page.ts'

/** Takes the picture of the playground: the first example, on a desk. */
export async function take(browser: Browser, folder: string): Promise<readonly string[]> {
  const site = await servePage()
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1180 }, colorScheme: 'light' })
    await page.goto(site.url)
    await page.getByRole('heading', { name: '412 Precondition Failed' }).waitFor()
    await page.screenshot({ path: join(folder, 'playground.png') })
    await page.close()
  } finally {
    await site.close()
  }
  return ['playground.png']
}
