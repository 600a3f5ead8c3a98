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
    await ada.page.unroute('**/documents/*')
    expect([(await all.stored(id)).text, await ada.text()]).toEqual(['One\nTwo\n', 'One\nTwo\nThree\n'])
    await ada.save()
    await ada.isTold('Saved')
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

  test('a save whose answer was lost is known again, and not taken for somebody else’s', async () => {
    await ada.page.route('**/documents/*', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await ada.typeAt('End', 'By Ada.\n')
    await ada.save()
    await ada.isTold('Waits for the network')
    await ada.page.unroute('**/documents/*')
    await ada.look()
    await ada.isTold('Saved')
    expect(ada.writes).toEqual([`PUT If-Match: ${first}`])
    expect((await all.stored(id)).text).toBe('One\nBy Ada.\n')
  })
})
