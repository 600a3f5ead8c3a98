import { file } from '@ifmatch/deno'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(async () => void (folder = await Deno.makeTempDir()))
afterAll(() => Deno.remove(folder, { recursive: true }))

test.each([
  ['app.js', 'text/javascript; charset=utf-8'],
  ['INDEX.HTML', 'text/html; charset=utf-8'],
  ['a.b.css', 'text/css; charset=utf-8'],
  ['data.json', 'application/json'],
  ['.json', undefined],
  ['json', undefined],
  ['a.constructor', undefined],
  ['a.unknown', undefined],
  ['a.', undefined],
])('%s is %s', async (name, type) => {
  await Deno.writeTextFile(`${folder}/${name}`, '')
  expect((await file(`${folder}/${name}`))?.type).toBe(type)
  expect((await file(new URL(`file://${folder}/${name}`)))?.type).toBe(type)
})

test('a type that is given wins', async () => {
  await Deno.writeTextFile(`${folder}/a.html`, '')
  expect((await file(`${folder}/a.html`, { type: 'text/plain' }))?.type).toBe('text/plain')
})
