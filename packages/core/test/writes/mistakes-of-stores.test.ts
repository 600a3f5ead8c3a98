import { commit, type Resource, update } from '@ifmatch/core'
import { describe, expect, test, vi } from 'vitest'
import { type Row, type Scripted, scripted } from './scripted-resource.ts'
import { send } from './write-request.ts'

const put = () => send('PUT', { 'If-Match': '"v1"' })

describe('a swap', () => {
  test.each([true, false, 1, {}, [], [{ version: 2 }], { changes: 1 }, { version: null }])(
    'that gives %o instead of the new state is told',
    async (given) => {
      const store = { ...scripted(), swap: async () => given as unknown as Row }
      for (const sent of [put(), send('PATCH')])
        await expect(update(sent, store, () => 'mine')).rejects.toThrow(/^Cannot use what swap\(\) gave/)
      await expect(commit(store, 'v1', () => 'mine')).rejects.toThrow(/^Cannot use what swap\(\) gave/)
    },
  )

  test('that gives the version that it replaced is reported', async () => {
    const onMistake = vi.fn()
    const store = scripted()
    const same: Resource<Row, string> = { ...store, swap: async (current, value) => ({ ...current!, value }) }
    expect((await update(put(), same, () => 'mine', { onMistake })).status).toBe(204)
    expect(onMistake.mock.calls).toEqual([[expect.stringMatching(/^swap gave the version that it replaced/)]])
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await commit(same, 'v1', () => 'mine')
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  test.each([undefined, []])('that keeps %o as the write ids of a write with a key is reported', async (writeIds) => {
    const onMistake = vi.fn()
    const store = scripted()
    const forgetful = {
      ...store,
      swap: async (...[current, next]: Parameters<Scripted['swap']>) =>
        ({ ...(await store.swap(current, next)), writeIds }) as Row,
    }
    const options = { idempotencyKey: true, onMistake } as const
    await update(send('POST', { 'Idempotency-Key': '"k"' }), forgetful, () => 'mine', options)
    expect(onMistake.mock.calls).toEqual([[expect.stringMatching(/^swap did not keep the writeIds/)]])
  })

  test('that keeps its promises is not', async () => {
    const onMistake = vi.fn()
    const options = { idempotencyKey: true, create: true, onMistake } as const
    for (const store of [scripted(), scripted(null)])
      await update(send('POST', { 'Idempotency-Key': '"k"' }), store, () => 'mine', options)
    expect(onMistake).not.toHaveBeenCalled()
  })
})
