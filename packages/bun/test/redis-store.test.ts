import { storeChecks } from '@ifmatch/conformance'
import { redisDocuments } from '@ifmatch/stores/redis'
import { afterAll, describe, expect, test } from 'vitest'
import { testEach } from './support/checks.ts'
import { ofDocuments, upload } from './support/notes.ts'
import { type Fields, notesOf, prefix, url } from './support/redis.ts'
import { closedPort, statusesOf } from './support/unreachable.ts'

const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

test('redisDocuments over Bun.RedisClient, where no server is: 503, and nothing is thrown', async () => {
  const options = { enableOfflineQueue: false, autoReconnect: false, connectionTimeout: 5000 }
  const client = new Bun.RedisClient(`redis://127.0.0.1:${await closedPort()}`, options)
  expect(await statusesOf(redisDocuments(client))).toEqual({ statuses: [503, 503], errors: 2 })
})

/** What needs a server. */
function withServer(at: string): void {
  const client = new Bun.RedisClient(at)
  const store = redisDocuments(client, prefix)
  afterAll(async () => {
    const keys = (await client.send('KEYS', [`{${prefix}}:*`])) as string[]
    await client.send('DEL', keys)
    client.close()
  })

  describe('redisHash', () => {
    const note = (n: number) => ({ amount: String(n), text: `text ${n}` })
    const number = ({ amount }: Fields) => Number(amount)
    const values = [
      { amount: '', text: '\0\r\n$5\r\nhello' },
      { amount: '1', text: '日本語'.repeat(70_000) },
    ]
    const same = (state: Fields, next: Partial<Fields>) => state.amount === next.amount && state.text === next.text
    testEach(storeChecks(notesOf(client), note, { number, same, values, elsewhere: elsewhere('redis-hash') }))
  })

  describe('redisDocuments', () => {
    const options = { ...ofDocuments, elsewhere: elsewhere('redis-documents') }
    testEach(storeChecks(store, (n) => upload(`${n}`), options))
  })
}

if (url) describe('over Bun.RedisClient', () => withServer(url!))
