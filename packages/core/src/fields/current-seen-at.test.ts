import { expect, test } from 'vitest'
import { currentSeenAt, lastModifiedFieldOf, prepare } from './current.ts'

test('a date that had not come when the state was seen is not sent, also where it has come since', () => {
  const lastModified = new Date(1_000_000_000_000)
  const selected = prepare({ version: 1, lastModified, dateIsStrong: true })
  const sent = (time: number) => lastModifiedFieldOf(currentSeenAt(time, selected))
  // Asked first, so that what is prepared knows by then that the date has come.
  expect(sent(lastModified.getTime())).toBe('Sun, 09 Sep 2001 01:46:40 GMT')
  expect(sent(lastModified.getTime() - 1)).toBeNull()
})
