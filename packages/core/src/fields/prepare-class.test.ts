import { expect, test } from 'vitest'
import { decide, prepare, respond } from '@ifmatch/core'

class Row {
  #version = 7
  get version(): number {
    return this.#version
  }
  body(): string {
    return `version ${this.#version}`
  }
}

const read = new Request('http://localhost/', { headers: { 'If-None-Match': '"7"' } })

test('what a class says by getters and private fields is prepared too', async () => {
  expect(decide(read, prepare(new Row())).status).toBe(304)
  const answer = await respond(new Request('http://localhost/'), prepare(new Row()))
  expect(await answer.text()).toBe('version 7')
})

test('a key that is not enumerable is not lost', () => {
  const hidden = Object.defineProperty({}, 'version', { value: 7 }) as { version: number }
  expect(decide(read, prepare(hidden)).status).toBe(304)
})
