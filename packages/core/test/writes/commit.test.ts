import { anyVersion, commit, memoryResource, type Version } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { scripted } from './scripted-resource.ts'

describe('commit', () => {
  test.each<[string, Version | null | undefined | typeof anyVersion, string | null, string | true]>([
    ['the version that is there', 'v1', 'one', true],
    ['another version', 'v0', 'one', 'mismatch'],
    ['a version where nothing is', 'v1', null, 'no-representation'],
    ['nothing, where nothing is', null, null, true],
    ['nothing, where something is', null, 'one', 'exists'],
    ['undefined', undefined, 'one', 'required'],
    ['undefined, where nothing is', undefined, null, 'required'],
    ['any version', anyVersion, 'one', true],
    ['any version, where nothing is', anyVersion, null, true],
    ['a quoted version', '"v1"', 'one', 'mismatch'],
  ])('%s', async (_, expected, value, due) => {
    const store = scripted(value)
    const before = store.state
    const change = vi.fn(() => 'mine')
    const outcome = await commit(store, expected, change)
    if (outcome.ok) {
      expect([due, outcome.state.value, outcome.created]).toEqual([true, 'mine', value === null])
      return
    }
    expect([outcome.reason, outcome.current, store.state]).toEqual([due, before, before])
    expect(outcome.detail).toMatch(/\.$/)
    expect(change).not.toHaveBeenCalled()
  })

  test.each<Version>([1, '1', 1n])('compares versions as text: %o is 1', async (version) => {
    expect((await commit(memoryResource('one'), version, () => 'two')).ok).toBe(true)
  })

  test.each<Version>([1.5, '01', '1.0', '', ' 1', 2n, NaN])('and as nothing looser: %o is not 1', async (version) => {
    expect(await commit(memoryResource('one'), version, () => 'two')).toMatchObject({ ok: false, reason: 'mismatch' })
  })

  test('a swap that was lost is judged again: the version is a mismatch, any version is applied again', async () => {
    const named = scripted('one', { lose: 1 })
    expect(await commit(named, 'v1', () => 'mine')).toMatchObject({ reason: 'mismatch', current: { value: 'other 1' } })
    expect(named.state?.value).toBe('other 1')
    const any = scripted('one', { lose: 3 })
    await commit(any, anyVersion, (current) => `${current?.value} + mine`)
    expect(any.state?.value).toBe('other 3 + mine')
    expect(await commit(scripted(null, { lose: 1 }), null, () => 'mine')).toMatchObject({ reason: 'exists' })
  })

  test('is busy after a bounded number of attempts', async () => {
    const store = scripted('one', { lose: 1000 })
    const change = vi.fn(() => 'mine')
    expect(await commit(store, anyVersion, change)).toMatchObject({ ok: false, reason: 'busy' })
    expect(change).toHaveBeenCalledTimes(10)
  })

  test('throws what the store and the change throw, and changes nothing', async () => {
    const away = new Error('away')
    const fail = () => {
      throw away
    }
    await expect(commit(scripted('one', { beforeRead: fail }), 'v1', () => 'mine')).rejects.toBe(away)
    await expect(commit(scripted('one', { before: fail }), 'v1', () => 'mine')).rejects.toBe(away)
    const store = scripted()
    await expect(commit(store, 'v1', fail)).rejects.toBe(away)
    expect(store.calls).toEqual(['read'])
  })

  test('refuses a change that gives undefined', async () => {
    const store = scripted()
    await expect(commit(store, 'v1', () => undefined as unknown as string)).rejects.toThrow(TypeError)
    expect(store.calls).toEqual(['read'])
  })

  test('refuses a swap that gives undefined: nobody knows whether it wrote', async () => {
    const store = { ...scripted(), swap: async () => undefined as never }
    await expect(commit(store, 'v1', () => 'mine')).rejects.toThrow(TypeError)
  })

  test('honours its signal: before the read, before the swap, and while it waits', async () => {
    const early = scripted()
    const reason = new Error('enough')
    await expect(commit(early, 'v1', () => 'mine', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(early.calls).toEqual([])
    const late = scripted()
    const controller = new AbortController()
    const change = () => {
      controller.abort(reason)
      return 'mine'
    }
    await expect(commit(late, 'v1', change, { signal: controller.signal })).rejects.toBe(reason)
    expect(late.calls).toEqual(['read'])
    const waiting = new AbortController()
    const store = scripted('one', { before: (its, n) => (its.write('other'), n === 2 && waiting.abort(reason)) })
    await expect(commit(store, anyVersion, () => 'mine', { signal: waiting.signal })).rejects.toBe(reason)
    expect(store.calls.filter((call) => call === 'swap')).toHaveLength(2)
  })
})

describe('races on memoryResource', () => {
  test('16 writers × 50 increments: none is lost', async () => {
    const counter = memoryResource(0)
    const increment = async (): Promise<void> => {
      for (;;) {
        const seen = await counter.read()
        const outcome = await commit(counter, seen?.version, (current) => (current?.value ?? 0) + 1)
        if (outcome.ok) return
      }
    }
    const writer = async () => {
      for (let n = 0; n < 50; n++) await increment()
    }
    await Promise.all(Array.from({ length: 16 }, writer))
    expect((await counter.read())?.value).toBe(800)
  })

  test('20 rounds × 16 creators: one creates', async () => {
    for (let round = 0; round < 20; round++) {
      const store = memoryResource<number>()
      const outcomes = await Promise.all(Array.from({ length: 16 }, (_, n) => commit(store, null, () => n)))
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'exists')).toHaveLength(15)
    }
  })

  test('a version never stands for two states, not even after a delete', async () => {
    const store = memoryResource('same')
    const versions = new Set<number>()
    for (let n = 0; n < 10; n++) {
      const state = (await store.read())!
      versions.add(state.version)
      expect(await store.remove(state)).toBe(true)
      expect(await store.remove(state)).toBe(false)
      expect(await store.swap(state, 'same')).toBeNull()
      expect(await store.swap(null, 'same')).not.toBeNull()
      expect(await store.swap(null, 'same')).toBeNull()
    }
    expect(versions.size).toBe(10)
  })

  test('dates never go back, not even over a delete', async () => {
    const store = memoryResource('one')
    const first = (await store.read())!
    await store.remove(first)
    const second = (await store.swap(null, 'two'))!
    expect(second.lastModified.getTime()).toBeGreaterThanOrEqual(first.lastModified.getTime())
    expect(second.lastModified.getMilliseconds()).toBe(0)
  })
})
