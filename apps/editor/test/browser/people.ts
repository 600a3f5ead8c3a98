import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from '../../../../scripts/chromium.ts'
import { type Runtime, type Service, start } from '../service.ts'

/** Somebody with a browser of their own, who has a document open. */
export class Person {
  readonly page: Page
  readonly context: BrowserContext
  /** What this person's page wrote to the document, and on which condition. */
  readonly writes: string[] = []
  /** The Idempotency-Key of each of its saves. */
  readonly keys: string[] = []
  readonly #origin: string

  constructor(page: Page, origin: string) {
    this.page = page
    this.context = page.context()
    this.#origin = origin
    page.on('request', (request) => void this.#note(request))
  }

  #note(request: Request): void {
    if (request.method() === 'GET') return
    const { 'if-match': match, 'if-none-match': none } = request.headers()
    const condition = match ? ` If-Match: ${match}` : none ? ` If-None-Match: ${none}` : ''
    this.writes.push(request.method() + condition)
    const key = request.headers()['idempotency-key']
    if (key) this.keys.push(key)
  }

  async open(id: string): Promise<this> {
    this.writes.length = 0
    this.keys.length = 0
    await this.page.goto(`${this.#origin}/edit/${id}`)
    await this.opened()
    return this
  }

  async opened(): Promise<void> {
    await this.page
      .locator(['saved', 'unsaved', 'new'].map((state) => `body[data-state=${state}]`).join(', '))
      .waitFor()
  }

  async typeAt(place: 'Home' | 'End', text: string): Promise<void> {
    await this.page.locator('#text .cm-content').focus()
    await this.page.keyboard.press(`Control+${place}`)
    await this.page.keyboard.insertText(text)
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s')
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  /** Waits until the page says this of its state. */
  async isTold(text: string): Promise<void> {
    await this.page.locator('#state').getByText(text, { exact: true }).waitFor()
  }

  /** Waits until a notice begins with this. */
  async isNoticed(text: string): Promise<void> {
    await this.page.locator('#notices').getByText(text).waitFor()
  }

  /** Asks whether somebody saved, as it does by itself after a while. */
  async look(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event('online')))
  }

  text(): Promise<string> {
    return textIn(this.page, '#text')
  }

  result(): Promise<string> {
    return textIn(this.page, '#conflict-result')
  }
}

async function textIn(page: Page, where: string): Promise<string> {
  const lines = await page.locator(`${where} .cm-line`).allTextContents()
  return lines.join('\n')
}

/** A service, and people who come to it. What their browsers complain of fails the test, as does what the policy refuses. */
export class Company {
  service!: Service
  browser!: Browser
  readonly complaints: string[] = []

  /** Somebody who comes with a browser that was never here. To stay costs less than to come: one for all tests of a file. */
  async person(options: BrowserContextOptions = {}): Promise<Person> {
    const context = await this.browser.newContext({ viewport: { width: 900, height: 700 }, ...options })
    return this.tabOf(context)
  }

  /** One more tab of somebody's browser. */
  async tabOf(context: BrowserContext): Promise<Person> {
    const page = await context.newPage()
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      // Chromium reports every 404 and 412, and a network that is away: these are answers that the page expects.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.complaints.push(message.text())
      }
    })
    return new Person(page, this.service.origin)
  }

  /** What the service has. */
  async stored(id: string): Promise<{ status: number; etag: string | null; text: string }> {
    const answer = await fetch(`${this.service.origin}/documents/${id}`)
    return { status: answer.status, etag: answer.headers.get('etag'), text: await answer.text() }
  }

  /** Makes a document, as somebody with curl would. */
  async put(id: string, text: string, condition: Record<string, string> = { 'If-None-Match': '*' }): Promise<string> {
    const headers = { 'Content-Type': 'text/markdown; charset=utf-8', ...condition }
    const answer = await fetch(`${this.service.origin}/documents/${id}`, { method: 'PUT', body: text, headers })
    expect(answer.status).toBeLessThan(300)
    return answer.headers.get('etag')!
  }
}

// One for all services that a file starts.
let browser: Promise<Browser> | null = null
afterAll(async () => (await browser)?.close())

/** Starts a service for tests of a file, and a browser where there is none yet. */
export function company(runtime: Runtime = 'node'): Company {
  const all = new Company()
  beforeAll(async () => {
    ;[all.service, all.browser] = await Promise.all([start({}, runtime), (browser ??= launchChromium())])
  })
  afterEach(() => {
    const { exitCode, signalCode } = all.service.process
    if ((exitCode ?? signalCode) !== null)
      throw new Error(`The service ended: ${exitCode ?? signalCode} ${all.service.printed().error}`)
    expect(all.complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await all.service?.stop()
  })
  return all
}
