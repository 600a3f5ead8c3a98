import { describe, expect, test } from 'vitest'
import { type Draft, Drafts, type DraftStorage } from './drafts.ts'

function storage(): DraftStorage & { readonly all: Map<string, string> } {
  const all = new Map<string, string>()
  return {
    all,
    get length() {
      return all.size
    },
    key: (n) => [...all.keys()][n] ?? null,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  }
}

const draft: Draft = {
  base: { etag: '"7"', type: 'text/plain', text: 'before' },
  type: 'text/plain',
  text: 'after',
  sent: { key: 'k', text: 'aft' },
  waits: false,
  aside: [{ base: null, type: 'text/plain', text: 'given up' }],
}

describe('drafts', () => {
  test('come back as they were kept, with the tag that they were made from', () => {
    const browser = storage()
    expect(new Drafts(browser, 'note', 'tab').keep(draft)).toBe(true)
    expect(new Drafts(browser, 'note', 'tab').own()).toEqual(draft)
  })

  test('of two tabs, and of two documents, stay apart', () => {
    const browser = storage()
    const [one, two, other] = [
      new Drafts(browser, 'note', 'one'),
      new Drafts(browser, 'note', 'two'),
      new Drafts(browser, 'not', 'one'),
    ]
    one.keep(draft)
    two.keep({ ...draft, text: 'by two' })
    expect([one.own()?.text, two.own()?.text, other.own()]).toEqual(['after', 'by two', null])
    expect([one.others(), other.others()]).toEqual([['two'], []])
    two.drop()
    expect([one.own(), one.others()]).toEqual([draft, []])
  })

  test('of a tab that is closed are taken over, and are then in one place', () => {
    const browser = storage()
    new Drafts(browser, 'note', 'closed').keep(draft)
    const mine = new Drafts(browser, 'note', 'mine')
    expect(mine.takeOver('closed')).toEqual(draft)
    expect([mine.own(), mine.others(), browser.all.size]).toEqual([draft, [], 1])
  })

  test('that find no room are said to be kept nowhere, and one that cannot be moved stays where it is', () => {
    const browser = storage()
    new Drafts(browser, 'note', 'closed').keep(draft)
    const full: DraftStorage = {
      ...browser,
      length: 1,
      setItem: () => {
        throw new Error('full')
      },
    }
    const mine = new Drafts(full, 'note', 'mine')
    expect(mine.keep(draft)).toBe(false)
    expect(mine.takeOver('closed')).toEqual(draft)
    expect(browser.all.size).toBe(1)
  })

  test.each([
    '{',
    'null',
    '7',
    '{"text":1}',
    JSON.stringify({ ...draft, base: {} }),
    JSON.stringify({ ...draft, sent: 7 }),
    JSON.stringify({ ...draft, aside: [null] }),
  ])('that another program left are none: %s', (text) => {
    const browser = storage()
    browser.setItem('ifmatch draft note tab', text)
    expect(new Drafts(browser, 'note', 'tab').own()).toBe(null)
  })
})
