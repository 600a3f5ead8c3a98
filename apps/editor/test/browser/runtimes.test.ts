import { describe, expect, test } from 'vitest'
import { company } from './people.ts'

// Node is the one that the other tests use.
describe.each(['bun', 'deno', 'workers-local'] as const)('the page on %s', (runtime) => {
  const all = company(runtime)

  test('opens a document, saves it, and is told of a newer version', async () => {
    const ada = await all.person()
    await ada.open('welcome')
    await ada.typeAt('Home', 'By Ada. ')
    await ada.save()
    await ada.isTold('Saved')
    const { etag, text } = await all.stored('welcome')
    expect(text.startsWith('By Ada. # Welcome')).toBe(true)
    await all.put('welcome', 'By Carol.\n', { 'If-Match': etag! })
    await ada.look()
    await ada.isTold('Somebody else saved: this is the newest version')
    expect(await ada.text()).toBe('By Carol.\n')
    await ada.context.close()
  })
})
