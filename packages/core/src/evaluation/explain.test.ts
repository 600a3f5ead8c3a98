import { describe, expect, test } from 'vitest'
import { request } from '../../test/support/request.ts'
import type { Validators } from '../fields/validators.ts'
import type { Options } from '../responses/options.ts'
import { decide } from './decide.ts'
import { explain } from './explain.ts'
import { respond } from './respond.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const v7 = { version: 7, lastModified }
const same = 'Wed, 01 Jan 2020 12:00:00 GMT'
const before = 'Wed, 01 Jan 2020 11:59:59 GMT'

type Fields = Record<string, string>

const linesOf = (method: string, fields: Fields, selected: Validators | null = v7, options?: Options) =>
  explain(request(method, fields), selected, options).map(
    (step) => `${step.section} ${step.field} ${step.outcome}: ${step.because}`,
  )

/** The step of one section. */
const stepOf = (section: string, ...asked: Parameters<typeof linesOf>) =>
  linesOf(...asked)
    .filter((line) => line.startsWith(`${section} `))
    .map((line) => line.slice(section.length + 1))
    .join('\n')

describe('explain', () => {
  test('walks through the whole section where nothing stops it', () => {
    expect(linesOf('GET', {})).toEqual([
      '13.1.1 If-Match ignored: the field is absent',
      '13.1.4 If-Unmodified-Since ignored: the field is absent',
      '13.1.2 If-None-Match ignored: the field is absent',
      '13.1.3 If-Modified-Since ignored: the field is absent',
    ])
  })

  test('ends with the step that decided', () => {
    expect(linesOf('GET', { 'If-Match': '"7"', 'If-None-Match': '"7"', 'If-Modified-Since': before })).toEqual([
      '13.1.1 If-Match holds: it lists the current entity tag',
      '13.1.4 If-Unmodified-Since ignored: the field is absent',
      '13.1.2 If-None-Match fails: it lists the current entity tag',
    ])
  })

  test('says what is disregarded beside a better field', () => {
    const fields = {
      'If-Match': '"7"',
      'If-Unmodified-Since': before,
      'If-None-Match': '"6"',
      'If-Modified-Since': same,
    }
    expect(linesOf('GET', fields)).toEqual([
      '13.1.1 If-Match holds: it lists the current entity tag',
      '13.1.4 If-Unmodified-Since ignored: If-Match is there, and says it better',
      '13.1.2 If-None-Match holds: it does not list the current entity tag',
      '13.1.3 If-Modified-Since ignored: If-None-Match is there, and says it better',
    ])
    expect(linesOf('PUT', fields)[3]).toBe('13.1.3 If-Modified-Since ignored: PUT is not a read')
  })

  test.each<[string, Validators | null, string]>([
    ['OPTIONS', v7, 'OPTIONS selects no representation to compare with'],
    ['GET', null, 'nothing is there, and GET is then answered 404, whatever the conditions say'],
    ['DELETE', null, 'nothing is there, and DELETE is then answered 404, whatever the conditions say'],
  ])('has one step where nothing is evaluated: %s of %j', (method, selected, because) => {
    expect(linesOf(method, { 'If-Match': '"6"' }, selected)).toEqual([`13.2.1 ${method} ignored: ${because}`])
  })

  test('does not speak of 404 for a method that is never evaluated', () => {
    expect(linesOf('OPTIONS', { 'If-Match': '"6"' }, null).join()).not.toContain('404')
  })
})

describe('because', () => {
  test.each<[string, Fields, Validators | null, Options, string]>([
    ['13.1.1', { 'If-Match': '*' }, v7, {}, 'If-Match holds: something is there'],
    ['13.1.1', { 'If-Match': '*' }, null, {}, 'If-Match fails: nothing is there'],
    ['13.1.1', { 'If-Match': '"6"' }, v7, {}, 'If-Match fails: it does not list the current entity tag'],
    ['13.1.1', { 'If-Match': 'oops' }, v7, {}, 'If-Match fails: it cannot be read'],
    [
      '13.1.1',
      { 'If-Match': 'W/"7"' },
      { version: 7, weak: true },
      {},
      'If-Match fails: the current entity tag is weak, and weak tags never match strongly',
    ],
    [
      '13.1.1',
      { 'If-Match': '"7-gzip"' },
      v7,
      {},
      'If-Match fails: it lists the current entity tag as a compressing proxy rewrites it',
    ],
    [
      '13.1.1',
      { 'If-Match': '"7-gzip"' },
      v7,
      { ifMatch: 'intermediaries' },
      'If-Match holds: it lists the current entity tag',
    ],
    [
      '13.1.4',
      { 'If-Unmodified-Since': same },
      v7,
      {},
      'If-Unmodified-Since holds: it was not modified after that date',
    ],
    [
      '13.1.4',
      { 'If-Unmodified-Since': ` ${before}` },
      v7,
      {},
      'If-Unmodified-Since fails: it was modified after that date',
    ],
    ['13.1.4', { 'If-Unmodified-Since': 'oops' }, v7, {}, 'If-Unmodified-Since ignored: it is no HTTP-date'],
    [
      '13.1.4',
      { 'If-Unmodified-Since': same },
      { version: 7 },
      {},
      'If-Unmodified-Since ignored: there is no modification date to compare with',
    ],
    [
      '13.1.4',
      { 'If-Unmodified-Since': same },
      null,
      {},
      'If-Unmodified-Since ignored: there is no modification date to compare with',
    ],
    ['13.1.2', { 'If-None-Match': '*' }, v7, {}, 'If-None-Match fails: something is there'],
    ['13.1.2', { 'If-None-Match': '*' }, null, {}, 'If-None-Match holds: nothing is there'],
    ['13.1.2', { 'If-None-Match': 'oops' }, v7, {}, 'If-None-Match holds: it cannot be read, and then lists nothing'],
    ['RFC 6585, 3', {}, v7, { require: true }, 'If-Match fails: a PUT must name the state that it was made from'],
    [
      'RFC 6585, 3',
      {},
      null,
      { require: true },
      'If-None-Match fails: a PUT must name the state that it was made from',
    ],
    [
      'RFC 6585, 3',
      { 'If-Match': '"7"' },
      v7,
      { require: true },
      'If-Match holds: the request names the state that it was made from',
    ],
    ['RFC 6585, 3', {}, v7, {}, ''],
    [
      '13.2.2',
      { 'If-None-Match': 'oops' },
      v7,
      { unreadable: 'reject' },
      'If-None-Match fails: it cannot be read, and unreadable lists are rejected',
    ],
    ['13.2.2', { 'If-None-Match': 'oops' }, v7, {}, ''],
  ])('%s of PUT %j', (section, fields, selected, options, line) => {
    expect(stepOf(section, 'PUT', fields, selected, options)).toBe(line)
  })

  test.each<[string, Fields, string]>([
    ['13.1.3', { 'If-Modified-Since': same }, 'If-Modified-Since fails: it was not modified after that date'],
    ['13.1.3', { 'If-Modified-Since': before }, 'If-Modified-Since holds: it was modified after that date'],
    ['13.1.3', { 'If-Modified-Since': 'oops' }, 'If-Modified-Since ignored: it is no HTTP-date'],
    ['13.1.5', { 'If-Range': '"7"' }, 'If-Range ignored: there is no Range for it'],
    [
      '13.1.5',
      { 'If-Range': '"7"', Range: 'bytes=0-4' },
      'If-Range holds: the parts belong to the current representation',
    ],
    [
      '13.1.5',
      { 'If-Range': '"6"', Range: 'bytes=0-4' },
      'If-Range fails: it is not the current representation for certain: the whole is due',
    ],
    ['13.1.5', { Range: 'bytes=0-4' }, ''],
  ])('%s of GET %j', (section, fields, line) => {
    expect(stepOf(section, 'GET', fields)).toBe(line)
  })

  test.each(['HEAD', 'PUT'])('%s has no ranges', (method) => {
    expect(stepOf('13.1.5', method, { 'If-Range': '"6"', Range: 'bytes=0-4' })).toBe(
      `If-Range ignored: ${method} has no ranges`,
    )
  })

  test('a false If-Range stops nothing: what is required is still explained', () => {
    const lines = linesOf('PUT', { 'If-Range': '"6"', Range: 'bytes=0-4' }, v7, { require: true })
    expect(lines.at(-1)).toMatch(/^RFC 6585, 3 If-Match fails/)
  })
})

describe('Range', () => {
  const sized = { ...v7, size: 100 }

  test('is explained where a size is known, and nowhere else', () => {
    expect(stepOf('14.2', 'GET', { Range: 'bytes=0-4' }, v7)).toBe('')
    expect(stepOf('14.2', 'GET', { Range: 'bytes=0-4' }, null)).toBe('')
    expect(stepOf('14.2', 'GET', {}, sized)).toBe('Range ignored: the field is absent')
  })

  test('never comes after a precondition that is false', () => {
    const fields = { 'If-None-Match': '"7"', Range: 'bytes=200-' }
    expect(linesOf('GET', fields, sized).at(-1)).toMatch(/^13\.1\.2 If-None-Match fails/)
  })

  const many = Array.from({ length: 40 }, (_, n) => `${n * 2}-${n * 2}`).join()
  test.each<[string, string, Fields, number, string, number | null]>([
    ['a part', 'GET', { Range: 'bytes=90-' }, 100, 'holds: bytes 90 to 99 of 100 are sent', 206],
    ['two', 'QUERY', { Range: 'bytes=0-1,-1' }, 100, 'holds: bytes 0 to 1, bytes 99 to 99 of 100 are sent', 206],
    ['nothing of it', 'GET', { Range: 'bytes=100-' }, 100, 'fails: none of it lies within the 100 bytes', 416],
    ['bad text', 'GET', { Range: 'lines=1-2' }, 100, 'ignored: it cannot be read as ranges of bytes', null],
    ['no bytes', 'GET', { Range: 'bytes=0-4' }, 0, 'ignored: there are no bytes to choose from', null],
    ['too many', 'GET', { Range: `bytes=${many}` }, 100, 'ignored: the ranges together cost more than the whole', null],
    ['HEAD', 'HEAD', { Range: 'bytes=0-4' }, 100, 'ignored: HEAD has no ranges', null],
    [
      'of another state',
      'GET',
      { Range: 'bytes=0-4', 'If-Range': '"6"' },
      100,
      'ignored: If-Range is false: the whole is due',
      null,
    ],
    ['of this state', 'GET', { Range: 'bytes=0-0', 'If-Range': '"7"' }, 9, 'holds: bytes 0 to 0 of 9 are sent', 206],
  ])('%s', async (_, method, fields, size, line, status) => {
    expect(stepOf('14.2', method, fields, { ...v7, size } as Validators)).toBe(`Range ${line}`)
    const asked = request(method, { 'Content-Type': 'text/plain', ...fields })
    const representation = { ...v7, size, body: () => 'x'.repeat(size) }
    expect(explain(asked, representation).at(-1)!.status).toBe(status)
    expect((await respond(asked, representation)).status).toBe(status ?? 200)
  })
})

test('a read of nothing ends in 404, and what selects nothing in no status', () => {
  expect(explain(request('GET'), null).map(({ status }) => status)).toEqual([404])
  expect(explain(request('OPTIONS'), v7).map(({ status }) => status)).toEqual([null])
})

test('what is explained is what is decided', () => {
  const tags = [undefined, '*', '"7"', '"6"', 'oops']
  const dates = [undefined, same, before, 'oops']
  const ways: Options[] = [{}, { require: true }, { unreadable: 'reject' }, { create: false }]
  let cases = 0
  for (const method of ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS'])
    for (const selected of [v7, { exists: true } as const, null])
      for (const options of ways)
        for (const match of tags)
          for (const none of tags)
            for (const unmodified of dates)
              for (const modified of dates) {
                const asked = request(method, {
                  'If-Match': match,
                  'If-None-Match': none,
                  'If-Unmodified-Since': unmodified,
                  'If-Modified-Since': modified,
                })
                const { status, field } = decide(asked, selected, options)
                const last = explain(asked, selected, options).at(-1)!
                const explained = last.outcome === 'fails' ? last.field : null
                const told = last.section === '13.2.1' ? null : last.status
                if (explained !== field || told !== status)
                  throw new Error(
                    `${method} ${JSON.stringify({ match, none, unmodified, modified, selected, options })}: ${status} ${field}, explained by ${told} ${explained}`,
                  )
                cases++
              }
  expect(cases).toBe(6 * 3 * 4 * 5 * 5 * 4 * 4)
})

test('a mistake in the validators is thrown', () => {
  for (const method of ['GET', 'OPTIONS']) {
    expect(() => explain(request(method), { etag: 'v7' })).toThrow(/^Cannot read validators: /)
    expect(() => explain(request(method), undefined as never)).toThrow(/^Cannot read validators: /)
  }
})
