import { afterAll, describe, expect, test } from 'vitest'
import { storeChecks } from '@ifmatch/conformance'
import { redisDocuments, redisHash } from '@ifmatch/stores/redis'
import { testEach } from './support/checks.ts'
import { numbered, numbersOfDocuments, odd, sameDocument } from './support/documents.ts'
import { incrementsOfFourProcesses } from './support/race.ts'
import { clients, connect, fields, prefix, type RedisNote } from './support/redis.ts'

interface Write {
  amount: string
  text: string
}

const note = (n: number): Write => ({ amount: String(n), text: `text ${n}` })
const oddNotes: Write[] = [
  { amount: '-0.5', text: '' },
  { amount: '', text: '\0\r\n$5\r\nhello' },
  { amount: '1', text: '日本語 👩‍👩‍👧' },
  { amount: '1', text: 'x'.repeat(1 << 20) },
]
const sameNote = (state: RedisNote, next: Partial<RedisNote>): boolean =>
  state.amount === next.amount && state.text === next.text

const ofNotes = { number: ({ amount }: RedisNote) => Number(amount), same: sameNote, values: oddNotes }
const ofDocuments = { same: sameDocument, values: odd }
const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

describe.each(Object.entries(clients))('with %s', async (_, open) => {
  // The second process has the first of the clients.
  const shared = (name: string) => open === connect && { elsewhere: elsewhere(name) }
  const { client, command, end } = await open()
  afterAll(async () => {
    const keys = (await command('KEYS', `{${prefix}}:*`)) as string[]
    if (keys.length > 0) await command('DEL', ...keys)
    await end()
  })

  describe('redisHash', () => {
    const notes = redisHash<RedisNote>(client, `{${prefix}}:notes:`, fields)
    testEach(storeChecks(notes, note, { ...ofNotes, ...shared('redis-hash') }))
  })

  describe('redisHash without a sequence', () => {
    const { sequence: __, ...withoutSequence } = fields
    const notes = redisHash<RedisNote>(client, `{${prefix}}:given:`, withoutSequence)
    const give = (key: string) => {
      const { read, swap } = notes(key)
      return {
        read: async () => (await read()) ?? (await command('HSET', `{${prefix}}:given:${key}`, 'amount', '0'), read()),
        swap,
      }
    }
    testEach(storeChecks(give, note, { ...ofNotes, create: false, remove: false }))
  })

  describe('redisDocuments', () => {
    testEach(
      storeChecks(redisDocuments(client, prefix), numbered, {
        ...ofDocuments,
        ...shared('redis-documents'),
      }),
    )
  })
})

describe('of the increments of sixteen writers in four processes, none is lost', async () => {
  const { client, end } = await connect()
  afterAll(end)

  test('in a hash', async () => {
    const notes = redisHash<RedisNote>(client, `{${prefix}}:notes:`, fields)
    await notes('race').swap(null, note(0))
    expect(await incrementsOfFourProcesses(elsewhere('redis-hash'), 'race')).toBe(320)
    expect((await notes('race').read())?.amount).toBe('320')
  })

  test('in documents', async () => {
    const store = redisDocuments(client, prefix)
    await store('race').swap(null, numbered(0))
    expect(await incrementsOfFourProcesses(elsewhere('redis-documents'), 'race')).toBe(320)
    expect(await numbersOfDocuments.number((await store('race').read())!)).toBe(320)
  })
})
