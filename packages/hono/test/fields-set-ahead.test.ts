import { expect, test } from 'vitest'
import { addFieldsSetAhead } from '../src/fields-set-ahead.ts'

test('where nothing was set ahead, the answer is not looked at', () => {
  const answer = {
    status: 304,
    get headers(): Headers {
      throw new Error('looked at')
    },
  }
  addFieldsSetAhead(answer as Response, new Headers())
  expect(() => addFieldsSetAhead(answer as Response, new Headers({ vary: 'Origin' }))).toThrow('looked at')
})
