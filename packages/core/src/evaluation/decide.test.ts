import { describe, expect, test } from 'vitest'
import { request } from '../../test/support/request.ts'
import { prepare } from '../fields/current.ts'
import type { Validators } from '../fields/validators.ts'
import type { Decision, Options } from '../responses/options.ts'
import { decide, goOn } from './decide.ts'

const lastModified = new Date('2020-01-01T12:00:00Z')
const before = 'Wed, 01 Jan 2020 11:59:59 GMT'
const same = 'Wed, 01 Jan 2020 12:00:00 GMT'
const v7 = { version: 7, lastModified }
const weak = { version: 7, weak: true }

const outline = ({ status, field, reason, received, current }: Decision) => [status, field, reason, received, current]

describe('decide', () => {
  test.each<[string, Record<string, string>, Validators | null, ReturnType<typeof outline>]>([
    ['GET', { 'If-None-Match': '"6", "7"' }, v7, [304, 'If-None-Match', 'not-modified', '"6", "7"', '"7"']],
    ['GET', { 'If-Modified-Since': same }, { lastModified }, [304, 'If-Modified-Since', 'not-modified', same, null]],
    ['GET', { 'If-Match': '"6"' }, v7, [412, 'If-Match', 'mismatch', '"6"', '"7"']],
    ['PUT', { 'If-Match': '"6"' }, v7, [412, 'If-Match', 'mismatch', '"6"', '"7"']],
    ['PUT', { 'If-Match': '"6"' }, { exists: true }, [412, 'If-Match', 'mismatch', '"6"', null]],
    ['PUT', { 'If-Match': '' }, v7, [412, 'If-Match', 'mismatch', '', '"7"']],
    ['PUT', { 'If-Match': 'oops' }, v7, [412, 'If-Match', 'malformed', 'oops', '"7"']],
    ['PUT', { 'If-Match': '"7"' }, weak, [412, 'If-Match', 'weak', '"7"', 'W/"7"']],
    ['PUT', { 'If-Match': 'W/"7"' }, v7, [412, 'If-Match', 'weakened-by-intermediary', 'W/"7"', '"7"']],
    ['GET', { 'If-Match': 'W/"7"' }, v7, [412, 'If-Match', 'mismatch', 'W/"7"', '"7"']],
    ['PUT', { 'If-Match': '"7"' }, null, [412, 'If-Match', 'no-representation', '"7"', null]],
    ['PUT', { 'If-None-Match': '*' }, v7, [412, 'If-None-Match', 'exists', '*', '"7"']],
    ['POST', { 'If-None-Match': '"7"' }, v7, [412, 'If-None-Match', 'exists', '"7"', '"7"']],
    ['PUT', { 'If-Unmodified-Since': before }, v7, [412, 'If-Unmodified-Since', 'modified-since', before, '"7"']],
    ['GET', { 'If-Unmodified-Since': before }, v7, [412, 'If-Unmodified-Since', 'modified-since', before, '"7"']],
  ])('%s %j of %j', (method, fields, selected, expected) => {
    expect(outline(decide(request(method, fields), selected))).toEqual(expected)
    expect(outline(decide(request(method, fields), selected && prepare(selected)))).toEqual(expected)
  })

  test.each<[string, Record<string, string>, Validators | null, Options, ReturnType<typeof outline>]>([
    ['PUT', { 'If-Match': 'oops' }, v7, { unreadable: 'reject' }, [400, 'If-Match', 'malformed', 'oops', '"7"']],
    ['PUT', {}, v7, { require: true }, [428, 'If-Match', 'required', null, '"7"']],
    ['PUT', { 'If-Match': '*' }, v7, { require: true }, [428, 'If-Match', 'required', null, '"7"']],
    ['PUT', { 'If-None-Match': '"6"' }, null, { require: true }, [428, 'If-None-Match', 'required', null, null]],
    ['PUT', { 'If-Match': '"6"' }, weak, { ifMatch: 'version' }, [412, 'If-Match', 'mismatch', '"6"', 'W/"7"']],
    ['PUT', { 'If-Match': '"6"' }, v7, { ifMatch: 'intermediaries' }, [412, 'If-Match', 'mismatch', '"6"', '"7"']],
  ])('%s %j of %j with %j', (method, fields, selected, options, expected) => {
    expect(outline(decide(request(method, fields), selected, options))).toEqual(expected)
  })

  test('goes on, and that decision is nobody’s to change', () => {
    expect(decide(request('GET'), v7)).toBe(goOn)
    expect(outline(goOn)).toEqual([null, null, null, null, null])
    expect(Object.isFrozen(goOn)).toBe(true)
  })

  test('reports to nobody: whoever answers does', () => {
    const onDecision = () => {
      throw new Error('nobody asked for it')
    }
    expect(decide(request('GET', { 'If-None-Match': '"7"' }), v7, { onDecision }).status).toBe(304)
  })
})
