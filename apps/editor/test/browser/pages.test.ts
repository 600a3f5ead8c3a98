import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { company, type Person } from './people.ts'

const all = company()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let ada: Person
let count = 0
let id = ''
let first = ''

beforeAll(async () => {
  ada = await all.person()
})
afterAll(async () => {
  await ada.context.close()
})
beforeEach(async () => {
  await ada.page.setViewportSize({ width: 1280, height: 800 })
  await ada.page.emulateMedia({ colorScheme: 'light' })
  id = `page-${++count}`
  first = await all.put(id, '# Plan\n\n- [x] One\n\n| a | b |\n| - | - |\n| 1 | 2 |\n')
})

/** The serious and critical findings of axe-core, of all its rules or one. */
async function findings(person: Person, rule?: string): Promise<string[]> {
  // Beside the page's own scripts, which the policy is for.
  await person.page.evaluate(axe)
  const rules = rule ? JSON.stringify({ runOnly: [rule] }) : '{}'
  const { violations } = (await person.page.evaluate(`axe.run(${rules})`)) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** How far the page is wider than the window. */
function overflow(person: Person): Promise<number> {
  return person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

async function openConflict(): Promise<void> {
  await ada.open(id)
  await ada.typeAt('Home', 'By Ada. ')
  await all.put(id, 'By Carol. # Plan\n', { 'If-Match': first })
  await ada.save()
  await ada.page.getByRole('dialog', { name: 'Two versions of one document' }).waitFor()
}

const phone = { width: 360, height: 740 }

describe('axe finds nothing serious, and a phone shows all of the width', () => {
  test('on the first page', async () => {
    await ada.page.goto(`${all.service.origin}/`)
    expect(await findings(ada)).toEqual([])
    await ada.page.setViewportSize(phone)
    await ada.page.emulateMedia({ colorScheme: 'dark' })
    expect([await overflow(ada), await findings(ada, 'color-contrast')]).toEqual([0, []])
  })

  test('on the editor, with a question and with a notice', async () => {
    await ada.open(id)
    await ada.page.locator('#preview table').waitFor()
    await ada.page.locator('#exchanges li').first().waitFor()
    expect(await findings(ada)).toEqual([])
    await ada.press('Delete')
    expect(await findings(ada)).toEqual([])
    await ada.press('Cancel')
    await ada.typeAt('End', 'By Ada.\n')
    await all.put(id, 'By Carol.\n', { 'If-Match': first })
    await ada.isNoticed('Someone else saved a newer version')
    await ada.page.setViewportSize(phone)
    await ada.page.emulateMedia({ colorScheme: 'dark' })
    expect([await overflow(ada), await findings(ada)]).toEqual([0, []])
  })

  test('on a conflict', async () => {
    await openConflict()
    expect(await findings(ada)).toEqual([])
    await ada.page.setViewportSize(phone)
    await ada.page.emulateMedia({ colorScheme: 'dark' })
    expect([await overflow(ada), await findings(ada, 'color-contrast')]).toEqual([0, []])
  })
})

test('a conflict on a phone begins at its beginning', async () => {
  await ada.page.setViewportSize(phone)
  await openConflict()
  await ada.page.locator('#conflict-result .place').first().waitFor()
  // The editors of the dialog scroll to what they show when they have measured it.
  await ada.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  expect(await ada.page.locator('#conflict .sheet').evaluate((sheet) => sheet.scrollTop)).toBe(0)
})

test('on a phone a pane is shown in the place of the text, one at a time, and leaves it again', async () => {
  await ada.page.setViewportSize(phone)
  await ada.open(id)
  const shown = (): Promise<boolean[]> =>
    Promise.all(['text', 'preview', 'exchange'].map((name) => ada.page.locator(`#${name}`).isVisible()))
  expect(await shown()).toEqual([true, false, false])
  await ada.press('Exchange')
  expect(await shown()).toEqual([false, false, true])
  await ada.press('Preview')
  expect(await shown()).toEqual([false, true, false])
  await ada.press('Preview')
  expect(await shown()).toEqual([true, false, false])
})

test('typing in a long document does not wait for its preview, which comes when nobody types', async () => {
  const name = `long-${id}`
  await all.put(name, '**Bold** and [a link](https://example.org/).\n\n'.repeat(8000))
  await ada.open(name)
  await ada.page.locator('#preview p').first().waitFor()
  await ada.page.evaluate(() => {
    const made = new MutationObserver(
      () => (document.body.dataset.made = `${Number(document.body.dataset.made ?? 0) + 1}`),
    )
    made.observe(document.getElementById('preview')!, { childList: true })
  })
  await ada.page.locator('#text .cm-content').focus()
  await ada.page.keyboard.press('Control+Home')
  await ada.page.keyboard.type('By Ada and nobody else. ')
  await ada.page.locator('#preview').getByText('By Ada and nobody else.').waitFor()
  expect(Number(await ada.page.evaluate(() => document.body.dataset.made))).toBeLessThan(6)
})

describe('the policy', () => {
  test('and the preview let nothing run that was written into a document', async () => {
    const evil = [
      '<script>window.evil = 1</script>',
      '<img src="x:" onerror="window.evil = 2">',
      '[link](javascript:window.evil=3)',
      '<a href="https://example.org/" onclick="window.evil = 4" style="position:fixed">away</a>',
      '<iframe srcdoc="<script>parent.evil = 5</script>"></iframe>',
      '<form action="/x"><button>send</button></form>',
      '<b id="save">bold</b>',
    ].join('\n\n')
    const name = `evil-${id}`
    await all.put(name, evil)
    await ada.open(name)
    const preview = ada.page.locator('#preview')
    await preview.getByText('bold').waitFor()
    await ada.page
      .getByRole('link', { name: 'link' })
      .click({ noWaitAfter: true, trial: true, timeout: 500 })
      .catch(() => {})
    const html = await preview.innerHTML()
    expect(html).not.toMatch(/script|onerror|onclick|iframe|<form|<button|style=|id="save"/)
    expect(await preview.getByText('away').getAttribute('rel')).toBe('noopener noreferrer')
    expect(await ada.page.evaluate(() => 'evil' in window)).toBe(false)
    // The image has no source that the policy lets in; that is what it is for.
    all.complaints.splice(0)
  })

  test('lets in scripts and styles of this origin alone, and nothing that is inline', async () => {
    const answer = await fetch(`${all.service.origin}/edit/${id}`)
    const policy = answer.headers.get('content-security-policy')!
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/]{24}'; /)
    expect(policy).not.toContain('unsafe')
    const again = await fetch(`${all.service.origin}/edit/${id}`)
    expect(again.headers.get('content-security-policy')).not.toBe(policy)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('by keyboard', () => {
  test('a document is made, written and saved, and every button has a name', async () => {
    const { page } = ada
    await page.goto(`${all.service.origin}/`)
    await page.getByRole('textbox', { name: 'New document' }).focus()
    await page.keyboard.type(`made-${id}`)
    await page.keyboard.press('Enter')
    await ada.opened()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Text of the document')
    await page.keyboard.type('# Made by hand')
    await ada.save()
    await ada.isTold('Saved')
    expect((await all.stored(`made-${id}`)).text).toBe('# Made by hand')
    await page.keyboard.press('Shift+Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('#text') === null)).toBe(true)
  })

  test('a conflict is read out, decided and left, and the focus is in the text again', async () => {
    await openConflict()
    const { page } = ada
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('conflict-title')
    expect(await page.locator('#state').getAttribute('role')).toBe('status')
    expect(await page.locator('#state').textContent()).toBe('Not saved: somebody else was faster')
    await page.getByRole('button', { name: 'Keep mine' }).focus()
    await page.keyboard.press('Enter')
    await ada.isTold('Saved')
    expect(await page.evaluate(() => document.activeElement?.closest('#text') !== null)).toBe(true)
  })
})

describe('the exchange', () => {
  test('tells of each request, its condition and the step that decided', async () => {
    await openConflict()
    await ada.press('Decide later')
    const list = ada.page.locator('#exchanges')
    const stopped = list.locator('li.stopped').first()
    const theirs = (await all.stored(id)).etag!
    expect(await stopped.locator('.request').textContent()).toBe(`PUT /documents/${id}`)
    expect(await stopped.locator('.field').allTextContents()).toEqual([
      `If-Match: ${first}`,
      expect.stringMatching(/^Idempotency-Key: "[a-z0-9-]+"$/),
    ])
    expect(await stopped.locator('.answer').textContent()).toContain('412 Precondition Failed')
    expect(await stopped.locator('.step').textContent()).toBe(
      'Step 1 of 13.2.2, If-Match (13.1.1) is false: it does not list the current entity tag.',
    )
    expect(await stopped.textContent()).toContain(`Somebody was faster, and it is ${theirs} now`)
  })

  test('shows that a question costs nothing while nothing changed, and asks nothing while nobody looks', async () => {
    await ada.page.clock.install()
    await ada.open(id)
    await ada.look()
    await ada.page.locator('#exchanges li.same').getByText('304 Not Modified').waitFor()
    expect(await ada.page.locator('#exchanges li.same .facts').textContent()).toContain('0 bytes')
    await ada.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    let asked = 0
    ada.page.on('request', () => asked++)
    await ada.page.clock.runFor(20_000)
    expect(asked).toBe(0)
    await ada.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: false, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expect.poll(() => asked).toBeGreaterThan(0)
  })
})

test('a document that is no text is not opened for editing, and one that is JSON is shown indented', async () => {
  const binary = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0xff])
  const headers = { 'Content-Type': 'image/png', 'If-None-Match': '*' }
  await fetch(`${all.service.origin}/documents/picture-${id}`, { method: 'PUT', body: binary, headers })
  await ada.page.goto(`${all.service.origin}/edit/picture-${id}`)
  await ada.isNoticed('This document cannot be edited here: it is image/png.')
  expect(await ada.page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  // What is not opened is neither Markdown nor new.
  expect(await ada.page.locator('#facts').isVisible()).toBe(false)

  await ada.open('board')
  await ada.page.locator('#preview').getByText('"columns"').waitFor()
  await ada.typeAt('Home', '{')
  await ada.page.locator('#preview').getByText('This is no JSON yet').waitFor()
})
