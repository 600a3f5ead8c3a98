import { afterAll, describe, expect, test } from 'vitest'
import type { createClient } from 'redis'
import type { createClient as createClient5, createCluster, createClientPool } from 'redis5'
import { documents, handleResource } from '@ifmatch/core'
import { type RedisClient, redisDocuments, redisHash } from '@ifmatch/stores/redis'
import { bytes, everyByte, upload } from './support/documents.ts'
import { proxyTo } from './support/proxy.ts'
import { clients, fields as all, type RedisNote, server } from './support/redis.ts'

/** Every kind of client of node-redis is one. */
export type Fits<C extends RedisClient> = C
export type Clients = [
  Fits<ReturnType<typeof createClient>>,
  Fits<ReturnType<typeof createClient5>>,
  Fits<ReturnType<typeof createCluster>>,
  Fits<ReturnType<typeof createClientPool>>,
]

test('a client that is none is told so', () => {
  expect(() => redisHash({} as RedisClient, '', { version: 'rev' } as never)).toThrow(
    /neither one of node-redis nor of Bun/,
  )
})

describe.each(Object.entries(clients))('with %s', async (_, open) => {
  const { client, command, end } = await open()
  const prefix = `{${crypto.randomUUID()}}:`
  const fields = { ...all, sequence: `${prefix}sequence` }
  const notes = redisHash<RedisNote>(client, prefix, fields)
  afterAll(async () => {
    const keys = (await command('KEYS', `${prefix}*`)) as string[]
    await command('DEL', `${prefix}none`, ...keys)
    await end()
  })

  describe('a hash that was there before', () => {
    test('has version 0, and every one of its fields', async () => {
      await command('HSET', `${prefix}old`, 'amount', '5', 'other', 'kept')
      const old = notes('old')
      const current = (await old.read())!
      expect(current).toEqual({ rev: '0', version: '0', amount: '5', other: 'kept', writeIds: [] })
      const written = await old.swap(current, { amount: '6' })
      expect(written).toMatchObject({ amount: '6', other: 'kept' })
      expect(await old.swap(current, { amount: '7' })).toBeNull()
    })

    test('has a version that is one higher, where no sequence is named', async () => {
      await command('HSET', `${prefix}counted`, 'rev', '41')
      const counted = redisHash<RedisNote>(client, prefix, { version: 'rev' })('counted')
      expect(await counted.swap(await counted.read(), { amount: '1' })).toMatchObject({ rev: '42', version: '42' })
      await expect(counted.swap(null, {})).rejects.toThrow(/^Cannot create in .*: the fields name no sequence/)
    })

    test('is written by a changed copy; null takes a field away', async () => {
      const created = (await notes('copy').swap(null, { amount: '1', text: 'x' }))!
      const written = (await notes('copy').swap(created, { ...created, amount: '2', text: null as never }))!
      expect(written).toMatchObject({ amount: '2' })
      expect('text' in written).toBe(false)
    })
  })

  test.each([
    ['a field that is undefined', { text: undefined }, /text is undefined; a field is text/],
    ['a field that is no text', { text: ['x'] }, /text is x; a field is text/],
    ['nothing', null, /null has no fields/],
  ])('%s is a mistake, told in a sentence', async (_, next, said) => {
    await expect(notes('mistake').swap(null, next as never)).rejects.toThrow(said)
    expect(await notes('mistake').read()).toBeNull()
  })

  describe('versions', () => {
    test('do not come back where Redis has lost the counter', async () => {
      const first = (await notes('lost').swap(null, { amount: '1' }))!
      await command('DEL', fields.sequence)
      const second = (await notes('lost').swap(first, { amount: '2' }))!
      expect(BigInt(second.version)).toBeGreaterThan(BigInt(first.version))
    })

    test('go on where the clock was set back', async () => {
      const last = 8e15
      await command('SET', fields.sequence, String(last))
      expect(await notes('clock').swap(null, { amount: '1' })).toMatchObject({ version: String(last + 1) })
      await command('DEL', fields.sequence)
    })
  })

  describe('a write that fails leaves nothing half written', () => {
    test.each([
      ['where the counter is a list', 'RPUSH', 'x'],
      ['where the counter is no number', 'SET', 'x'],
    ])('%s', async (_, name, value) => {
      const created = (await notes('half').read()) ?? (await notes('half').swap(null, { amount: '1' }))!
      await command('DEL', fields.sequence)
      await command(name, fields.sequence, value)
      await expect(notes('half').swap(created, { amount: '2', text: 'new' })).rejects.toThrow()
      await expect(notes('half2').swap(null, { amount: '2' })).rejects.toThrow()
      await command('DEL', fields.sequence)
      expect([await notes('half').read(), await notes('half2').read()]).toEqual([created, null])
    })

    test('where the version is no number', async () => {
      await command('HSET', `${prefix}odd`, 'rev', 'seven', 'amount', '1')
      const odd = redisHash<RedisNote>(client, prefix, { version: 'rev' })('odd')
      await expect(odd.swap(await odd.read(), { amount: '2' })).rejects.toThrow()
      expect(await odd.read()).toMatchObject({ rev: 'seven', amount: '1' })
    })

    test('where another kind of value is at the key', async () => {
      await command('SET', `${prefix}string`, 'x')
      await expect(notes('string').read()).rejects.toThrow(/WRONGTYPE/)
      await expect(notes('string').swap(null, {})).rejects.toThrow(/WRONGTYPE|HGET/)
      expect(await command('GET', `${prefix}string`)).toBe('x')
    })
  })

  test('scripts are loaded again where Redis has forgotten them', async () => {
    await notes('flushed').swap(null, { amount: '1' })
    await command('SCRIPT', 'FLUSH')
    expect(await notes('flushed').swap(await notes('flushed').read(), { amount: '2' })).not.toBeNull()
    const store = redisDocuments(client, prefix)
    const state = (await store('flushed').swap(null, upload(everyByte)))!
    await command('SCRIPT', 'FLUSH')
    expect(await bytes(state, { offset: 250, length: 10 })).toEqual(Buffer.from(everyByte.subarray(250, 260)))
  })

  describe('documents', () => {
    const store = redisDocuments(client, prefix)

    test('give a large range, too', async () => {
      const content = new Uint8Array(300_000).map((_, n) => n)
      const state = (await store('large').swap(null, upload(content)))!
      const part = await bytes(state, { offset: 100_001, length: 150_000 })
      expect(part.equals(Buffer.from(content.subarray(100_001, 250_001)))).toBe(true)
    })

    test('have a body that is null once another version is there', async () => {
      const first = (await store('body').swap(null, upload('first')))!
      const second = (await store('body').swap(first, upload('other')))!
      const range = { offset: 0, length: 1 }
      const large = { offset: 0, length: 100_000 }
      expect([await first.body(), await first.body(range), await first.body(large)]).toEqual([null, null, null])
      await store('body').remove(second)
      expect([await second.body(), await second.body(range)]).toEqual([null, null])
    })

    test('are listed, the newest first, and only so many', async () => {
      const fresh = redisDocuments(client, `${prefix}listed`)
      for (const key of ['a', 'b', 'c']) await fresh(key).swap(null, upload(key, `text/${key}`))
      const again = (await fresh('a').swap(await fresh('a').read(), upload('again', null)))!
      await fresh('b').remove((await fresh('b').read())!)
      expect(await fresh.list()).toEqual([
        { key: 'a', version: again.version, size: 5, lastModified: again.lastModified },
        expect.objectContaining({ key: 'c', size: 1, type: 'text/c' }),
      ])
      expect((await fresh.list(1)).map(({ key }) => key)).toEqual(['a'])
      expect(await redisDocuments(client, `${prefix}empty`).list()).toEqual([])
    })

    test('need a prefix', () => {
      expect(() => redisDocuments(client, '')).toThrow('Cannot name documents in Redis: the prefix is empty')
    })
  })

  test('a connection that is cut in the middle of a write rejects it, and the state is the old one or the new one', async () => {
    const proxy = await proxyTo(server.hostname, Number(server.port))
    const through = await open(`redis://127.0.0.1:${proxy.port}`)
    const theirs = redisDocuments(through.client, prefix)
    const first = (await theirs('cut').swap(null, upload('first')))!
    proxy.hold()
    const write = theirs('cut')
      .swap(first, upload('second'))
      .then(
        () => 'written',
        (error: unknown) => error,
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
    proxy.cut()
    expect(await write).toBeInstanceOf(Error)
    const state = (await redisDocuments(client, prefix)('cut').read())!
    expect((await bytes(state)).toString()).toBe(state.version === first.version ? 'first' : 'second')

    await through.end()
    const errors: unknown[] = []
    const request = new Request('http://localhost/cut')
    const answer = await handleResource(request, theirs('cut'), documents({ onError: (error) => errors.push(error) }))
    expect([answer.status, errors.length]).toEqual([503, 1])
    proxy.close()
  })
})
