import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchChromium } from '../../../../scripts/chromium.ts'
import { examples } from '../../src/examples.ts'
import { servePage } from './serve-page.ts'

let site: Awaited<ReturnType<typeof servePage>>
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  ;[site, browser] = await Promise.all([servePage(), launchChromium()])
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(90_000)
  page = await context.newPage()
  page.on('console', (message) => void (message.type() !== 'info' && complaints.push(message.text())))
  page.on('pageerror', (error) => void complaints.push(error.message))
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})
beforeEach(async () => {
  complaints = []
  // By way of another page, since to another fragment alone a browser does not load anew.
  await page.goto('about:blank')
  await page.goto(site.url)
})
afterEach(() => expect(complaints).toEqual([]))

const verdict = (): Promise<string> => page.locator('.verdict h2').innerText()
const sent = (): Promise<string> => page.locator('pre code').innerText()

/** Waits until the answer is this one, and says what else is there. */
async function answered(title: string): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).waitFor()
}

async function fields(): Promise<string[]> {
  const rows = await page.locator('.fields tbody tr').all()
  return Promise.all(
    rows.map(async (row) => {
      const [name, value] = await row.locator('input').all()
      return `${await name!.inputValue()}: ${await value!.inputValue()}`
    }),
  )
}

const answers: Record<string, [string, RegExp]> = {
  'A lost update': [
    '412 Precondition Failed',
    /"reason": "mismatch",\n  "received": "\\"6\\"",\n  "current": "\\"7\\""/,
  ],
  'A save in time': ['PUT is performed', /204 or 200 with the new ETag/],
  'A save without a condition': ['428 Precondition Required', /Cache-Control: no-store/],
  'Create once': ['PUT is performed', /201/],
  'Create twice': ['412 Precondition Failed', /"reason": "exists"/],
  'A proxy that weakened the tag': ['412 Precondition Failed', /"reason": "weakened-by-intermediary"/],
  'The same proxy, undone': ['PUT is performed', /204/],
  'A tag without its quotes': ['412 Precondition Failed', /"reason": "malformed"/],
  'Delete what is gone': ['404 Not Found', /The application answers 404/],
  'A revalidation': ['304 Not Modified', /^HTTP\/1\.1 304 Not Modified\n[^]*ETag: "7"/],
  'A revalidation that comes too late': ['200 OK', /ETag: "7"\n\nMilk, bread, and a lemon\.$/],
  'By date only': ['304 Not Modified', /Last-Modified: Sat, 14 Nov 2026 10:00:00 GMT/],
  HEAD: ['200 OK', /Content-Length: 25/],
  'A resumed download': ['206 Partial Content', /Content-Range: bytes 12-24\/25[^]*\n\n and a lemon\.$/],
  'A resumed download of something new': ['200 OK', /ETag: "8"\n\nMilk, bread, and a lemon\.$/],
}

describe('the examples', () => {
  test('are all there', () => {
    expect(examples.flatMap(({ of }) => of.map(({ title }) => title))).toEqual(Object.keys(answers))
  })

  for (const { title, story } of examples.flatMap(({ of }) => of)) {
    test(title, async () => {
      const [answer, message] = answers[title]!
      await page.getByRole('link', { name: title, exact: true }).click()
      await page.getByText(story).waitFor()
      await answered(answer)
      const shown = await page.getByRole('region', { name: 'What is sent' }).innerText()
      expect(shown.replace(/^What is sent\n+/, '')).toMatch(message)
      const exits = await page.locator('.exit.lit text').allTextContents()
      const end = await page.locator('.end.lit text').allTextContents()
      expect(await page.locator('.steps .decided').count()).toBe(exits.length)
      expect([...exits, ...end.slice(1)].map((text) => answer.startsWith(text))).toEqual([true])
    })
  }

  test('are told to whoever cannot see the diagram', async () => {
    const diagram = page.getByRole('img', { name: 'The path through Section 13.2.2' })
    expect(await diagram.getAttribute('aria-label')).toBe(
      'The path through Section 13.2.2: PUT /note; Do conditions count? yes; If-Match fails, 412.',
    )
    expect(
      await page.getByRole('listitem').filter({ hasText: 'It does not list the current entity tag.' }).count(),
    ).toBe(1)
  })

  test('go back as a browser goes back', async () => {
    await page.getByRole('link', { name: 'A revalidation', exact: true }).click()
    await answered('304 Not Modified')
    await page.getByRole('link', { name: 'Create once' }).click()
    await answered('PUT is performed')
    await page.goBack()
    await answered('304 Not Modified')
  })
})

describe('a request that is pasted', () => {
  test('raw HTTP', async () => {
    await page.getByLabel('Paste').fill('GET /list HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "6",\r\n  "7"\r\n\r\n')
    await answered('304 Not Modified')
    await page.getByText('Read as GET /list with 2 fields.').waitFor()
    expect(await page.getByLabel('Target').inputValue()).toBe('/list')
    expect(await fields()).toEqual(['Host: localhost', 'If-None-Match: "6", "7"'])
  })

  test('a curl command, with what was left out of it', async () => {
    await page.getByLabel('Paste').fill(`curl -sXDELETE \\\n -H 'If-Match: "7"' \\\n --etag-compare tag http://h/n?a=b`)
    await answered('DELETE is performed')
    await page.getByText('--etag-compare reads the tag from a file').waitFor()
    expect(await page.getByLabel('Target').inputValue()).toBe('/n?a=b')
    expect(await fields()).toEqual(['If-Match: "7"'])
  })

  test('one that cannot be read changes nothing, and says why', async () => {
    const before = page.url()
    await page.getByLabel('Paste').fill(`curl -H 'If-Match: "7" http://h/n`)
    await page.getByText('A quote is opened and not closed').waitFor()
    expect(await page.getByLabel('Paste').getAttribute('aria-invalid')).toBe('true')
    expect([page.url(), await verdict()]).toEqual([before, '412 Precondition Failed'])
    await page.getByLabel('Paste').fill('')
    await page.getByText('A quote is opened and not closed').waitFor({ state: 'detached' })
  })
})

describe('the link', () => {
  test('carries everything to somebody else', async () => {
    await page.getByLabel('Method').fill('PATCH')
    await page.getByLabel('Value of field 1').fill('W/"ä&#+%="')
    await page.getByLabel('It has').selectOption({ label: 'An ETag that was made elsewhere' })
    await page.getByLabel('ETag, with its quotes').fill('"v&1"')
    await page.getByLabel('Last-Modified').fill('Sat, 14 Nov 2026 10:00:00 GMT')
    await page.getByLabel('Content', { exact: true }).fill('two\nlines')
    await page.getByLabel('unreadable: reject').check()
    await page.getByLabel('ifMatch').selectOption('intermediaries')
    await page.getByLabel('create').selectOption('no')
    await answered('412 Precondition Failed')
    const mine = await sent()

    const other = await context.newPage()
    await other.goto(page.url())
    await other.getByRole('heading', { name: '412 Precondition Failed' }).waitFor()
    expect(await other.locator('pre code').innerText()).toBe(mine)
    expect(await other.getByLabel('Value of field 1').inputValue()).toBe('W/"ä&#+%="')
    expect(await other.getByLabel('Content', { exact: true }).inputValue()).toBe('two\nlines')
    expect(await other.getByLabel('create').inputValue()).toBe('no')
    await other.close()
  })

  test('is copied', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByLabel('Version').fill('6')
    await answered('PUT is performed')
    await page.getByRole('button', { name: 'Copy a link' }).click()
    await page.getByText('Copied.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  })

  test('that is broken shows what it can, and says so', async () => {
    await page.goto(`${site.url}#method=GET&held=%E0%A4%A&colour=%ZZ&field.If-None-Match="7"&&=&`)
    await answered('304 Not Modified')
    await page.getByText('This link has parts that say nothing here: held, colour').waitFor()
  })
})

test('works by keyboard alone: a field is added, written, and removed', async () => {
  await page.getByRole('link', { name: 'A save in time' }).click()
  await page.getByRole('button', { name: 'Add a field' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('If-None-Match')
  await page.keyboard.press('Tab')
  await page.keyboard.type('*')
  await answered('412 Precondition Failed')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await answered('PUT is performed')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('add-field')
})

test('validators that are none are told as the developer would hear it', async () => {
  await page.getByLabel('Version').fill('a"b')
  await page.getByText('TypeError: Cannot read validators: version "a\\"b"').waitFor()
  await page.getByLabel('Version').fill('6')
  await answered('PUT is performed')
})

test('nothing is asked of any other host, and no script but its own may run', async () => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.reload()
  await answered('412 Precondition Failed')
  expect(asked.filter((url) => !url.startsWith(new URL('.', site.url).href))).toEqual([])
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
  const tried = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="name = 1">')
      return 'it may'
    } catch (error) {
      return (error as Error).name
    }
  })
  expect(tried).toBe('TypeError')
  expect(complaints.splice(0)).toEqual([expect.stringContaining("requires 'TrustedHTML' assignment")])
})

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test.each([
  ['A lost update', 'light', 1280],
  ['A resumed download', 'dark', 1280],
  ['Delete what is gone', 'light', 360],
  ['A save without a condition', 'dark', 360],
] as const)('anyone can use it: %s, %s, %i pixels wide', async (title, colorScheme, width) => {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: 800 })
  await page.getByRole('link', { name: title, exact: true }).click()
  await answered(answers[title]![0])
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
})
