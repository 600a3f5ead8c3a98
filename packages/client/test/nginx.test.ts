import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleResource, memoryResource } from '@ifmatch/core'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type Loaded } from '../src/index.ts'
import { nginx, startNginx } from './nginx.ts'

interface Note {
  readonly title: string
  readonly text: string
}

const first: Note = { title: 'Milk', text: '1 l of it, and bread, and butter, and what else there is' }
const merge = (base: Note, mine: Note, theirs: Note): Note => ({
  title: mine.title === base.title ? theirs.title : mine.title,
  text: mine.text === base.text ? theirs.text : mine.text,
})

/** A note on a server that compares If-Match strongly, and whether its answers to PUT have a tag. */
function serveNote(storedAsSent: boolean) {
  const note = memoryResource(first)
  return getRequestListener((request) =>
    handleResource(request, note, {
      get: ({ version, value }) => ({ version, type: 'application/json', body: () => JSON.stringify(value) }),
      put: { 'application/json': async (_, body) => (await body.json()) as Note },
      storedAsSent,
    }),
  )
}

const isDue = nginx !== undefined || process.env.IFMATCH_ALL !== undefined

describe.runIf(isDue).each([
  ['with tags on its answers to PUT', true],
  ['without them', false],
])('behind nginx, which compresses, a server %s', (_, storedAsSent) => {
  const { load, save } = createClient()
  const server = createServer(serveNote(storedAsSent))
  let proxy: Awaited<ReturnType<typeof startNginx>>
  let url: string
  let seen: Loaded<Note>

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    proxy = await startNginx(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    url = `${proxy.origin}/note`
  })
  afterAll(async () => {
    await proxy?.stop()
    server.close()
    server.closeAllConnections()
  })

  test('sends weakened tags', async () => {
    seen = await load<Note>(url)
    expect([seen.data, seen.etag?.slice(0, 3)]).toEqual([first, 'W/"'])
  })

  test('is asked by a weakened tag whether anything has changed', async () => {
    expect(await load(url, { since: seen })).toBe(seen)
  })

  test('takes a save', async () => {
    const saved = await save(seen, { ...seen.data, text: 'none' })
    expect((await save(saved, { ...saved.data, text: '2 l' })).data.text).toBe('2 l')
  })

  test('takes a merge', async () => {
    const merged = await save(seen, { ...seen.data, title: 'Bread' }, { merge })
    expect(merged.data).toEqual({ title: 'Bread', text: '2 l' })
    expect((await load<Note>(url)).data).toEqual(merged.data)
  })

  test('says a conflict', async () => {
    await expect(save(seen, { ...seen.data, title: 'Tea' })).rejects.toMatchObject({
      code: 'conflict',
      theirs: { data: { title: 'Bread', text: '2 l' } },
    })
  })
})
