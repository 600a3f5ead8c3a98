import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { company, type Person } from './people.ts'

const all = company()
let ada: Person
let count = 0
let id = ''
let first = ''

beforeAll(async () => {
  ada = await all.person()
})
beforeEach(async () => {
  id = `draft-${++count}`
  first = await all.put(id, 'One\n')
  await ada.open(id)
})

describe('what was typed', () => {
  test('is there after a reload, with the tag that it was made from', async () => {
    await ada.typeAt('End', 'By Ada.\n')
    await all.put(id, 'By Carol.\nOne\n', { 'If-Match': first })
    await ada.page.reload()
    await ada.opened()
    expect(await ada.text()).toBe('One\nBy Ada.\n')
    await ada.isNoticed('Yours is made from ' + first)
    await ada.press('Merge it in')
    expect(await ada.text()).toBe('By Carol.\nOne\nBy Ada.\n')
  })

  test('is kept until it is saved, and not longer', async () => {
    await ada.typeAt('End', 'By Ada.\n')
    await ada.isTold('Not saved yet')
    const kept = (): Promise<string[]> =>
      ada.page.evaluate((id) => Object.keys(localStorage).filter((key) => key.startsWith(`ifmatch draft ${id} `)), id)
    expect(await kept()).toHaveLength(1)
    await ada.save()
    await ada.isTold('Saved')
    expect(await kept()).toEqual([])
  })

  test('in two tabs of one browser stays apart, and that of a tab that was closed is taken up by the next', async () => {
    const second = await all.tabOf(ada.context)
    await second.open(id)
    await ada.typeAt('End', 'In the first tab.\n')
    await second.typeAt('End', 'In the second tab.\n')
    await Promise.all([ada.page.reload(), second.page.reload()])
    await Promise.all([ada.opened(), second.opened()])
    expect([await ada.text(), await second.text()]).toEqual(['One\nIn the first tab.\n', 'One\nIn the second tab.\n'])
    await second.page.close()
    const third = await all.tabOf(ada.context)
    await third.open(id)
    await third.isTold('Not saved yet: restored from this browser')
    expect(await third.text()).toBe('One\nIn the second tab.\n')
    await third.page.close()
  })

  test('is said to be kept nowhere where the browser has no room', async () => {
    await ada.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await ada.typeAt('End', 'By Ada.\n')
    await ada.isNoticed('This browser has no room to keep what you type')
    await ada.save()
    await ada.isTold('Saved')
    expect(await ada.page.locator('#notices').textContent()).toBe('')
  })

  test('while a save is under way is not saved with it, and not lost', async () => {
    let answer = (): void => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await ada.page.route('**/documents/*', async (route) => {
      if (route.request().method() === 'PUT') await held
      await route.continue()
    })
    await ada.typeAt('End', 'Two\n')
    await ada.save()
    await ada.typeAt('End', 'Three\n')
    answer()
    await ada.isTold('Not saved yet')
    expect([(await all.stored(id)).text, await ada.text()]).toEqual(['One\nTwo\n', 'One\nTwo\nThree\n'])
    await ada.save()
    await ada.isTold('Saved')
    await ada.page.unroute('**/documents/*')
    expect((await all.stored(id)).text).toBe('One\nTwo\nThree\n')
  })
})

describe('without a network', () => {
  const goOffline = async (): Promise<void> => {
    await ada.context.setOffline(true)
    await ada.typeAt('End', 'By Ada.\n')
    await ada.save()
    await ada.isTold('Waits for the network')
    await ada.isNoticed(`sent when it is back, if it is still ${first} then`)
  }

  test('a save waits, and is sent with the tag that it was made from', async () => {
    await goOffline()
    await ada.context.setOffline(false)
    await ada.isTold('Saved')
    expect((await all.stored(id)).text).toBe('One\nBy Ada.\n')
    expect(new Set(ada.writes)).toEqual(new Set([`PUT If-Match: ${first}`]))
  })

  test('a save waits, and overwrites nothing that came meanwhile', async () => {
    await goOffline()
    await all.put(id, 'By Carol.\n', { 'If-Match': first })
    await ada.context.setOffline(false)
    await ada.isNoticed('Someone else saved a newer version')
    expect([(await all.stored(id)).text, await ada.text()]).toEqual(['By Carol.\n', 'One\nBy Ada.\n'])
  })

  describe('a save whose answer was lost', () => {
    beforeEach(async () => {
      await ada.page.route('**/documents/*', async (route) => {
        if (route.request().method() !== 'PUT') return route.continue()
        await route.fetch()
        await route.abort()
      })
      await ada.typeAt('End', 'By Ada.\n')
      await ada.save()
      await ada.isTold('Waits for the network')
      expect((await all.stored(id)).text).toBe('One\nBy Ada.\n')
    })
    const comeBack = async (): Promise<void> => {
      await ada.page.unroute('**/documents/*')
      await ada.look()
    }

    test('is sent again under the same key, known, and not taken for somebody else’s', async () => {
      await comeBack()
      await ada.isTold('Saved')
      const [first, again] = ada.keys
      expect([ada.keys.length, first === again, first]).toEqual([2, true, expect.stringMatching(/^".+"$/)])
      expect((await all.stored(id)).text).toBe('One\nBy Ada.\n')
      await ada.page
        .locator('#exchanges')
        .getByText('This was sent before, under the same key')
        .waitFor({ state: 'attached' })
    })

    test('is known after a reload, and what was typed since is saved from there', async () => {
      await ada.typeAt('End', 'More.\n')
      await ada.page.unroute('**/documents/*')
      await ada.page.reload()
      await ada.isTold('Saved')
      expect(new Set(ada.keys).size).toBe(2)
      expect((await all.stored(id)).text).toBe('One\nBy Ada.\nMore.\n')
    })

    test('is known where somebody saved on top of it: nothing is merged twice', async () => {
      const { etag } = await all.stored(id)
      await all.put(id, 'By Carol.\nOne\nBy Ada.\n', { 'If-Match': etag! })
      await comeBack()
      await ada.isTold('Somebody else saved: this is the newest version')
      expect(await ada.text()).toBe('By Carol.\nOne\nBy Ada.\n')
      expect(await ada.page.locator('#notices').textContent()).toBe('')
    })
  })
})

test('what the server has no time for waits, and is said to', async () => {
  let busy = true
  await ada.page.route('**/documents/*', (route) =>
    busy && route.request().method() === 'PUT' ? route.fulfill({ status: 503 }) : route.continue(),
  )
  await ada.typeAt('End', 'By Ada.\n')
  await ada.save()
  await ada.isTold('Waits for the server')
  await ada.isNoticed('The server has no time. Your text is kept here and sent when it has')
  busy = false
  await ada.look()
  await ada.isTold('Saved')
  await ada.page.unroute('**/documents/*')
  expect((await all.stored(id)).text).toBe('One\nBy Ada.\n')
})

test('an error of the server is told in words, and forgotten when it is over', async () => {
  let failing = true
  await ada.page.route('**/documents/*', (route) =>
    failing ? route.fulfill({ status: 500, body: 'boom' }) : route.continue(),
  )
  await ada.typeAt('End', 'By Ada.\n')
  await ada.save()
  await ada.isNoticed('Not saved. The server answered 500.')
  await ada.look()
  await ada.isNoticed('The server answers with an error.')
  failing = false
  await ada.look()
  await ada.page.getByText('The server answers with an error.').waitFor({ state: 'detached' })
  await ada.save()
  await ada.isTold('Saved')
  expect(await ada.page.locator('#notices').textContent()).toBe('')
  await ada.page.unroute('**/documents/*')
})

test('where somebody else put what is no text, mine is kept and not saved over it', async () => {
  await ada.typeAt('End', 'By Ada.\n')
  const headers = { 'Content-Type': 'image/png', 'If-Match': first }
  await fetch(`${all.service.origin}/documents/${id}`, { method: 'PUT', body: new Uint8Array([0, 255]), headers })
  await ada.save()
  await ada.isNoticed('What somebody else saved here is no text (it is image/png)')
  await ada.page.reload()
  await ada.isNoticed('What somebody else saved here is no text (it is image/png)')
  expect(await ada.text()).toBe('One\nBy Ada.\n')
  await ada.press('Let it go')
  await ada.page.waitForURL(`${all.service.origin}/`)
  await ada.page.goto(`${all.service.origin}/edit/${id}`)
  await ada.isNoticed('This document cannot be edited here: it is image/png.')
})

test('a page that is no secure context has names for its tabs, too', async () => {
  // Where HOST is not this machine alone, the page comes by http from another name.
  const other = await all.tabOf(ada.context)
  await other.page.addInitScript('delete Crypto.prototype.randomUUID; delete Navigator.prototype.locks')
  await other.open(`insecure-${id}`)
  await other.typeAt('End', 'By Ada.\n')
  await other.save()
  await other.isTold('Saved')
  await other.page.close()
})
