import { describe, expect, test } from 'vitest'
import { languageOf, lineSeparatorOf, NotText, readDocumentText, typeOfNew } from './document-text.ts'

const answer = (bytes: Uint8Array<ArrayBuffer> | string, type = 'text/plain'): Response =>
  new Response(bytes, { headers: { 'content-type': type } })

describe('readDocumentText', () => {
  test('reads text as it is, byte order mark and ends of lines included', async () => {
    const text = '\uFEFFa\r\nb\rc\n'
    expect(await readDocumentText(answer(text))).toEqual({ type: 'text/plain', text })
  })

  test.each([
    ['bytes that are no UTF-8', answer(new Uint8Array([0xff, 0x61]))],
    ['a NUL', answer('a\0b')],
    ['another charset', answer('a', 'text/plain; charset=iso-8859-1')],
  ])('refuses %s, which saving would change', async (_, response) => {
    await expect(readDocumentText(response)).rejects.toThrow(NotText)
  })

  test.each(['text/plain;charset=UTF-8', 'text/plain; charset="utf-8"'])('reads %s', async (type) => {
    expect((await readDocumentText(answer('é', type))).text).toBe('é')
  })
})

test.each([
  ['a\nb\n', '\n'],
  ['a\r\nb\r\n', '\r\n'],
  ['a\r\nb\n', '\n'],
  ['a\r\nb\r', '\n'],
  ['\na\r\n', '\n'],
  ['', '\n'],
])('the lines of %j end in %j', (text, separator) => {
  expect(lineSeparatorOf(text)).toBe(separator)
})

test.each([
  ['note', null, 'text/markdown; charset=utf-8'],
  ['note.json', null, 'application/json'],
  ['note.txt', null, 'text/plain; charset=utf-8'],
  ['note.txt', 'json', 'application/json'],
  ['note.json', 'markdown', 'text/markdown; charset=utf-8'],
])('a new %s, where %s was chosen, is %s', (id, choice, type) => {
  expect(typeOfNew(id, choice)).toBe(type)
})

test.each([
  ['text/markdown; charset=utf-8', 'markdown'],
  ['APPLICATION/JSON', 'json'],
  ['application/ld+json', 'json'],
  ['text/html', 'text'],
])('%s is edited as %s', (type, language) => {
  expect(languageOf(type)).toBe(language)
})
