import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { company, type Person } from './people.ts'

const all = company()
let ada: Person
let bob: Person
let count = 0
let id = ''
let first = ''

beforeAll(async () => {
  ;[ada, bob] = await Promise.all([all.person(), all.person()])
})
beforeEach(async () => {
  id = `note-${++count}`
  first = await all.put(id, '# Plan\n\nOne\n\nTwo\n\nThree\n')
  await bob.open(id)
})

/** Bob writes, and when he saves somebody with curl has been faster: at the same place. */
async function meet(): Promise<string> {
  await bob.typeAt('Home', 'By Bob. ')
  const theirs = await all.put(id, 'By Carol. # Plan\n\nOne\n\nTwo\n\nThree\n', { 'If-Match': first })
  await bob.save()
  await isAsked()
  return theirs
}

async function isAsked(): Promise<void> {
  await bob.page.getByRole('dialog', { name: 'Two versions of one document' }).waitFor()
}

describe('a save that meets a newer version', () => {
  test('is merged where both fit together: both texts are there', async () => {
    await ada.open(id)
    await Promise.all([ada.typeAt('Home', 'By Ada. '), bob.typeAt('End', 'By Bob.\n')])
    await ada.save()
    await ada.isTold('Saved')
    const theirs = (await all.stored(id)).etag
    await bob.save()
    await isAsked()
    await bob.page.getByText('Both changes fit together').waitFor()
    await bob.press('Save the result')
    await bob.isTold('Saved')
    const { text } = await all.stored(id)
    expect(text).toBe('By Ada. # Plan\n\nOne\n\nTwo\n\nThree\nBy Bob.\n')
    expect(await bob.text()).toBe(text)
    expect(bob.writes).toEqual([`PUT If-Match: ${first}`, `PUT If-Match: ${theirs}`])
    await ada.look()
    await ada.isTold('Somebody else saved: this is the newest version')
    expect(await ada.text()).toBe(text)
  })

  test('asks where both changed the same lines, and saves only what was chosen', async () => {
    await meet()
    expect(await bob.result()).toContain('By Bob. # Plan\nBy Carol. # Plan')
    await bob.press('Save the result')
    // Nothing is saved while a place is open: the focus is where the choice is.
    expect(await bob.page.evaluate(() => document.activeElement?.textContent)).toBe('Use mine')
    expect(bob.writes).toHaveLength(1)
    for (const [choice, line] of [
      ['Use mine', 'By Bob. # Plan\n\n'],
      ['Use theirs', 'By Carol. # Plan\n\n'],
      ['Use both', 'By Bob. # Plan\nBy Carol. # Plan\n\n'],
    ] as const) {
      await bob.press(choice)
      expect((await bob.result()).startsWith(line)).toBe(true)
    }
    await bob.press('Save the result')
    await bob.isTold('Saved')
    expect((await all.stored(id)).text).toBe('By Bob. # Plan\nBy Carol. # Plan\n\nOne\n\nTwo\n\nThree\n')
  })

  test('keeps mine, over the version that was seen', async () => {
    const theirs = await meet()
    await bob.press('Keep mine')
    await bob.isTold('Saved')
    expect((await all.stored(id)).text).toBe('By Bob. # Plan\n\nOne\n\nTwo\n\nThree\n')
    expect(bob.writes).toEqual([`PUT If-Match: ${first}`, `PUT If-Match: ${theirs}`])
  })

  test('keeps mine never over a version that was not seen', async () => {
    const theirs = await meet()
    await all.put(id, 'By Dora.\n', { 'If-Match': theirs })
    await bob.press('Keep mine')
    await bob.page.locator('#conflict-versions').getByText('By Dora.').waitFor()
    expect((await all.stored(id)).text).toBe('By Dora.\n')
  })

  test('takes theirs, and puts mine aside: it comes back when it is wanted, also after a reload', async () => {
    await meet()
    await bob.press('Take theirs')
    expect(await bob.text()).toBe('By Carol. # Plan\n\nOne\n\nTwo\n\nThree\n')
    expect(bob.writes).toHaveLength(1)
    await bob.page.reload()
    await bob.opened()
    await bob.press('Bring it back')
    expect(await bob.text()).toBe('By Bob. # Plan\n\nOne\n\nTwo\n\nThree\n')
    // It was made from the version before theirs, and so saves nothing over theirs unasked.
    await bob.isNoticed(`Yours is made from ${first}, and would be refused.`)
    await bob.press('Compare')
    await bob.press('Keep mine')
    await bob.isTold('Saved')
    expect((await all.stored(id)).text).toContain('By Bob.')
  })

  test('twice, and theirs taken twice: both of mine are put aside', async () => {
    const theirs = await meet()
    await bob.press('Take theirs')
    await bob.typeAt('End', 'Bob again.\n')
    await all.put(id, 'By Dora.\n', { 'If-Match': theirs })
    await bob.save()
    await isAsked()
    await bob.press('Take theirs')
    await bob.isNoticed('2 texts of yours were put aside')
    await bob.press('Bring the last back')
    expect(await bob.text()).toContain('Bob again.')
    await bob.press('Bring it back')
    expect(await bob.text()).toContain('By Bob.')
    await bob.isNoticed('Your text was put aside')
  })

  test('that was deleted while it was looked at is said to be, and not made again unasked', async () => {
    const theirs = await meet()
    await fetch(`${all.service.origin}/documents/${id}`, { method: 'DELETE', headers: { 'If-Match': theirs } })
    await bob.look()
    await bob.page.locator('#notices').getByText('Somebody else deleted').waitFor()
    await bob.press('Keep mine')
    await bob.isNoticed('Somebody else deleted this document')
    expect((await all.stored(id)).status).toBe(404)
    expect(await bob.text()).toContain('By Bob.')
  })

  test('can be decided later: the text stays, also on reload, and the notice leads back', async () => {
    await meet()
    await bob.page.keyboard.press('Escape')
    await bob.isTold('Not saved: a newer version is there')
    expect(await bob.page.evaluate(() => document.activeElement?.closest('#text') !== null)).toBe(true)
    await bob.page.reload()
    await bob.opened()
    expect(await bob.text()).toContain('By Bob.')
    await bob.isNoticed('Someone else saved a newer version')
    await bob.press('Compare')
    await bob.press('Keep mine')
    await bob.isTold('Saved')
    expect((await all.stored(id)).text).toContain('By Bob.')
  })
})

describe('a newer version', () => {
  test('is taken in where nothing was typed', async () => {
    await ada.open(id)
    await ada.typeAt('End', 'By Ada.\n')
    await ada.save()
    await bob.isTold('Somebody else saved: this is the newest version')
    // To undo takes back what was typed here, and never what somebody else saved.
    await bob.page.locator('#text .cm-content').focus()
    await bob.page.keyboard.press('Control+z')
    expect(await bob.text()).toContain('By Ada.')
    expect(bob.writes).toEqual([])
  })

  test('is offered where something was typed, before it is saved for nothing, and merges in', async () => {
    await bob.typeAt('End', 'By Bob.\n')
    await all.put(id, 'By Carol. # Plan\n\nOne\n\nTwo\n\nThree\n', { 'If-Match': first })
    await bob.isNoticed('Someone else saved a newer version')
    await bob.press('Merge it in')
    await bob.isTold('Not saved yet')
    expect(await bob.text()).toBe('By Carol. # Plan\n\nOne\n\nTwo\n\nThree\nBy Bob.\n')
    await bob.save()
    await bob.isTold('Saved')
    expect(bob.writes).toHaveLength(1)
    expect((await all.stored(id)).text).toBe(await bob.text())
  })
})

describe('a document that was deleted meanwhile', () => {
  test('is said to be, keeps its text here, and can be made again', async () => {
    await bob.typeAt('End', 'By Bob.\n')
    await ada.open(id)
    await ada.press('Delete')
    await ada.page.getByRole('dialog', { name: `Delete ${id}?` }).waitFor()
    await ada.press('Delete it')
    await ada.page.waitForURL(`${all.service.origin}/`)
    expect(ada.writes).toEqual([`DELETE If-Match: ${first}`])
    await bob.isNoticed('Somebody else deleted this document')
    await bob.page.reload()
    await bob.opened()
    expect(await bob.text()).toContain('By Bob.')
    await bob.page.locator('#notices').getByRole('button', { name: 'Make it again' }).click()
    await bob.isTold('Saved')
    expect((await all.stored(id)).text).toContain('By Bob.')
    expect(bob.writes).toEqual(['PUT If-None-Match: *'])
  })

  test('is told by a save, too', async () => {
    await bob.typeAt('End', 'By Bob.\n')
    await fetch(`${all.service.origin}/documents/${id}`, { method: 'DELETE', headers: { 'If-Match': first } })
    await bob.save()
    await bob.isTold('Deleted by somebody else')
    expect(await bob.text()).toContain('By Bob.')
  })
})

test('asks before it deletes, and deletes nothing that somebody changed since', async () => {
  await bob.press('Delete')
  await bob.press('Cancel')
  expect((await all.stored(id)).status).toBe(200)
  await all.put(id, 'By Carol.\n', { 'If-Match': first })
  await bob.press('Delete')
  await bob.press('Delete it')
  await bob.isNoticed('Not deleted. Somebody saved a newer version')
  expect((await all.stored(id)).text).toBe('By Carol.\n')
})

test('of two who make one name, the second is told, and both texts are there', async () => {
  const name = `new-${id}`
  await Promise.all([ada.open(name), bob.open(name)])
  await Promise.all([ada.typeAt('Home', 'By Ada.\n'), bob.typeAt('Home', 'By Bob.\n')])
  await ada.save()
  await ada.isTold('Saved')
  await bob.save()
  await bob.page.getByText('Somebody else made a document of this name first').waitFor()
  await bob.press('Use both')
  await bob.press('Save the result')
  await bob.isTold('Saved')
  expect((await all.stored(name)).text).toBe('By Bob.\nBy Ada.\n')
  expect(ada.writes).toEqual(['PUT If-None-Match: *'])
})
