import { describe, expect, test } from 'vitest'
import { readSettings } from '../src/settings.ts'

describe('readSettings', () => {
  const usual = { port: 8787, host: '127.0.0.1', data: 'data/documents.sqlite', require: true }

  test.each([
    ['nothing is set', {}, usual],
    ['all is empty', { PORT: '', HOST: '', DATA: '', REQUIRE: '' }, usual],
    [
      'all is set',
      { PORT: '0', HOST: '::', DATA: 'a.b', REQUIRE: 'off' },
      { port: 0, host: '::', data: 'a.b', require: false },
    ],
    ['conditions are demanded by word', { REQUIRE: 'on' }, usual],
    [
      'a server is named',
      { DATABASE_URL: 'postgres://localhost/notes' },
      { ...usual, server: new URL('postgres://localhost/notes') },
    ],
    ['another server is', { REDIS_URL: 'redis://localhost' }, { ...usual, server: new URL('redis://localhost') }],
  ])('where %s', (_, environment, settings) => {
    expect(readSettings(environment)).toEqual(settings)
  })

  test.each([
    { PORT: 'http' },
    { PORT: '-1' },
    { PORT: '65536' },
    { PORT: '8787.5' },
    { PORT: ' 1' },
    { REQUIRE: 'no' },
    { REQUIRE: 'OFF' },
  ])('refuses %o by name', (environment) => {
    const [[name, value]] = Object.entries(environment) as [[string, string]]
    expect(() => readSettings(environment)).toThrow(`Cannot read ${name}: "${value}" is n`)
  })

  test.each([
    ['DATABASE_URL', 'mysql://me:secret@localhost', 'postgres://'],
    ['REDIS_URL', 'secret', 'redis://'],
  ])('refuses a %s of another kind, and does not repeat it', (name, value, beginning) => {
    const reason = new Error(`Cannot read ${name}: it is no address that begins with ${beginning}`)
    expect(() => readSettings({ [name]: value })).toThrow(reason)
  })

  test('refuses two servers', () => {
    const both = { DATABASE_URL: 'postgres://localhost', REDIS_URL: 'redis://localhost' }
    expect(() => readSettings(both)).toThrow('Cannot use both DATABASE_URL and REDIS_URL')
  })
})
