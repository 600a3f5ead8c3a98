import type { Level } from '../case.ts'

/** A value of If-Match and If-None-Match: what it is, its lines, and whether its reading is open. */
export interface TagValue {
  readonly name: string
  readonly lines: readonly string[]
  readonly section: string
  readonly level: Level
}

const others = (count: number): string => Array.from({ length: count }, (_, index) => `"ifmatch-${index}"`).join(', ')

function value(name: string, lines: string | readonly string[], section = '8.8.3', level: Level = 'MUST'): TagValue {
  return { name, lines: typeof lines === 'string' ? [lines] : lines, section, level }
}

/** Values that can be read. */
export const readable: readonly TagValue[] = [
  value('the current tag', '{tag}', '8.8.3.2'),
  value('the current tag as a weak one', '{weak}', '8.8.3.2'),
  value('the current tag as a strong one', '{strong}', '8.8.3.2'),
  value('another tag', '"ifmatch-conformance"', '8.8.3.2'),
  value('another weak tag', 'W/"ifmatch-conformance"', '8.8.3.2'),
  value('the current tag with a letter behind', '"{opaque}x"', '8.8.3.2'),
  value('the current tag with a letter before', '"x{opaque}"', '8.8.3.2'),
  value('the current tag with capitals for small letters', '{swapped}', '8.8.3.2'),
  value('the current tag with -gzip behind', '"{opaque}-gzip"', '8.8.3.2'),
  value('an empty tag', '""'),
  value('a quoted star', '"*"'),
  value('a list with the current tag first', '{tag}, "a", "b"', '5.6.1'),
  value('a list with the current tag in the middle', '"a", {tag}, "b"', '5.6.1'),
  value('a list with the current tag last', 'W/"a", "b", {tag}', '5.6.1'),
  value('a list without the current tag', '"a", W/"b", "c"', '5.6.1'),
  value('a list with the current tag as a weak one', '"a", {weak}', '8.8.3.2'),
  value('a list without blanks', '"a",{tag},"b"', '5.6.1'),
  value('a list with blanks and tabs', '"a" \t , \t {tag}', '5.6.1'),
  value('a list with empty elements', ', ,"a",,{tag},,', '5.6.1.2'),
  value('a list with an empty tag', '"", {tag}', '8.8.3'),
  value('a tag with commas around the current one', '"a,{opaque},b"'),
  value('a list with a comma inside a tag', '"a,b", {tag}'),
  value('a list with a comma and a quote that ends', '"a,", {tag}'),
  value('a list with a backslash inside a tag', '"a\\", {tag}'),
  value('a list with a star inside a tag', '"*", "a*"'),
  value('a tag with bytes above 127', '"\u00e9\u00ff"'),
  value('a list with bytes above 127 inside a tag', '"\u00e9\u00ff", {tag}'),
  value('a list of 100 with the current tag last', `${others(100)}, {tag}`, '5.6.1'),
  value('a list of 100 without the current tag', others(100), '5.6.1'),
  value('two lines, the current tag in the first', ['{tag}', '"a"'], '5.3'),
  value('two lines, the current tag in the second', ['"a"', '{tag}'], '5.3'),
  value('two lines without the current tag', ['"a"', 'W/"b"'], '5.3'),
]

/** Values that nobody can read as the current tag or as a star. */
export const unreadable: readonly TagValue[] = [
  value('text without quotes', 'ifmatch-conformance'),
  value('an open quote', '"ifmatch-conformance'),
  value('a quote that only ends', 'ifmatch-conformance"'),
  value('single quotes', "'ifmatch-conformance'"),
  value('a blank inside a tag', '"ifmatch conformance"'),
  value('a tab inside a tag', '"ifmatch\tconformance"'),
  value('DEL inside a tag', '"ifmatch\u007fconformance"'),
  value('W/ without a tag', 'W/'),
  value('W/ and a star', 'W/*'),
  value('W/ and text without quotes', 'W/ifmatch-conformance'),
]

/** Values that the grammar does not have, and that a generous reader could read: recorded. */
export const doubtful: readonly TagValue[] = [
  value('an empty value', '', '5.6.1.2', 'open'),
  value('commas alone', ', ,', '5.6.1.2', 'open'),
  value('the current tag without quotes', '{opaque}', '8.8.3', 'open'),
  value('the current tag with a small w/', 'w/{strong}', '8.8.3', 'open'),
  value('a list with text without quotes first', 'ifmatch, {tag}', '8.8.3', 'open'),
  value('a list with text without quotes last', '{tag}, ifmatch', '8.8.3', 'open'),
  value('a list with an open quote last', '{tag}, "ifmatch', '8.8.3', 'open'),
  value('two tags without a comma', '"a" {tag}', '8.8.3', 'open'),
  value('a parameter behind the tag', '{tag};q=1', '8.8.3', 'open'),
  value('a star and a tag', '*, "a"', '13.1.1', 'open'),
  value('a tag and a star', '"a", *', '13.1.1', 'open'),
  value('two stars', '*, *', '13.1.1', 'open'),
]

/** The star. */
export const star: TagValue = value('*', '*', '13.1.1')
