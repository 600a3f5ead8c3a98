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
})
