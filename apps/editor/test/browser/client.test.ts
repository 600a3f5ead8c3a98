import { resolve } from 'node:path'
import type * as Client from '@ifmatch/client'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { company, type Person } from './people.ts'

const all = company()
let ada: Person

declare global {
  interface Window {
    client: typeof Client
  }
}

// A page of somebody else's, which has nothing of the editor.
beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "import * as client from '@ifmatch/client'; window.client = client",
      resolveDir: resolve(import.meta.dirname, '../..'),
    },
    bundle: true,
    format: 'esm',
    write: false,
  })
  ada = await all.person()
  const page = `<!doctype html><title>Own</title><script type="module">${outputFiles[0]!.text}</script>`
  await ada.page.route('**/own-page', (route) => route.fulfill({ contentType: 'text/html', body: page }))
  await ada.page.goto(`${all.service.origin}/own-page`)
  await ada.page.waitForFunction(() => 'client' in window)
})

describe('@ifmatch/client in a page', () => {
  test('creates, saves from what it loaded, and tells of a conflict with all three states', async () => {
    const outcome = await ada.page.evaluate(async () => {
      const { create, load, save, ConflictError } = window.client
      const made = await create('/documents/own', { n: 1 })
      const seen = await load<{ n: number }>('/documents/own')
      await save(made, { n: 2 })
      try {
        await save(seen, { n: 3 })
        return 'overwritten'
      } catch (error) {
        if (!(error instanceof ConflictError)) return String(error)
        const { base, mine, theirs } = error
        return [base, mine, theirs.data]
      }
    })
    expect(outcome).toEqual([{ n: 1 }, { n: 3 }, { n: 2 }])
  })

  test('loses no increment of two that meet, and reads nothing again that is still the same', async () => {
    const outcome = await ada.page.evaluate(async () => {
      const { create, edit, load } = window.client
      await create('/documents/own-counter', 0)
      const increment = (): Promise<unknown> => edit<number>('/documents/own-counter', (n) => n + 1)
      await Promise.all(Array.from({ length: 5 }, increment))
      const seen = await load<number>('/documents/own-counter')
      return [seen.data, (await load('/documents/own-counter', { since: seen })) === seen]
    })
    expect(outcome).toEqual([5, true])
  })
})
