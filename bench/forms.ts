/** Text of one form, of any length: what a careless or hostile client may send in a field. */
export interface Form {
  readonly name: string
  readonly method: 'GET' | 'PUT'
  readonly field: string
  readonly text: (length: number) => string
}

const sized = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

const tagLists: readonly Pick<Form, 'name' | 'text'>[] = [
  { name: 'valid list', text: (length) => `${sized('"0a1b2c3d4e5f", ', length - 3)}"z"` },
  { name: 'blanks', text: (length) => `"a"${sized(' ', length - 4)}x` },
  { name: 'commas', text: (length) => sized(',', length) },
  { name: 'quotes', text: (length) => sized('"', length) },
  { name: 'open quote', text: (length) => `"${sized('a', length - 1)}` },
  { name: 'open quotes', text: (length) => sized('"a,', length) },
]

const dates: readonly Pick<Form, 'name' | 'text'>[] = [
  { name: 'date, then digits', text: (length) => `Mon, 14 Sep 2026 09:26:53 GMT${sized('1', length - 29)}` },
  { name: 'date, then blanks', text: (length) => `Mon, 14 Sep 2026 09:26:53 GMT${sized(' ', length - 30)}x` },
  { name: 'date, then brackets', text: (length) => `Mon, 14 Sep 2026 09:26:53 GMT${sized('(', length - 29)}` },
]

const ranges: readonly Pick<Form, 'name' | 'text'>[] = [
  { name: 'ranges', text: (length) => `bytes=${sized('0-0,', length - 6)}` },
  { name: 'range, digits', text: (length) => `bytes=${sized('0', length - 8)}-5` },
  { name: 'range, blanks', text: (length) => `bytes=0-0,${sized(' ', length - 13)}1-1` },
]

export const forms: readonly Form[] = [
  ...tagLists.map((form) => ({ ...form, method: 'GET' as const, field: 'if-none-match' })),
  ...tagLists.map((form) => ({ ...form, method: 'PUT' as const, field: 'if-match' })),
  ...dates.map((form) => ({ ...form, method: 'GET' as const, field: 'if-modified-since' })),
  ...ranges.map((form) => ({ ...form, method: 'GET' as const, field: 'range' })),
]
