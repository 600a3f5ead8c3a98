import { paired } from '../harness/statistics.ts'
import type { Results, TimedPart } from '../results.ts'
import { samplesOf } from '../timed-row.ts'
import { decimal, type Table } from './table.ts'

interface Line {
  readonly text: string
  readonly part: TimedPart
  readonly row: string
  readonly contender: string
  readonly base: string
}

const lines: readonly Line[] = [
  {
    text: 'no conditional field: evaluation, to four `headers.get`',
    part: 'evaluation',
    row: 'no conditional field',
    contender: 'ours, prepared',
    base: 'four reads',
  },
  {
    text: '304 built, to the check by hand with its Response',
    part: 'evaluation',
    row: 'If-None-Match hit: 304 built',
    contender: 'ours, prepared',
    base: 'check by hand',
  },
  {
    text: '412 with its document, to one by hand with a constant body',
    part: 'evaluation',
    row: 'If-Match miss: 412 built',
    contender: 'ours, prepared',
    base: 'check by hand',
  },
  {
    text: 'an HTTP-date read and checked, to `Date.parse`',
    part: 'pieces',
    row: 'HTTP-date read',
    contender: 'ours',
    base: 'Date.parse',
  },
  ...['1 KB', '1 MB'].map((size): Line => ({
    text: `304 of ${size} end to end in Hono, to hono/etag`,
    part: 'load',
    row: `revisit, 304 of ${size}`,
    contender: 'Hono, preconditions',
    base: 'hono/etag',
  })),
]

/** What a run comes to in six lines. */
export function headline({ runtimes }: Results): Table {
  const shown = runtimes.filter(({ runtime }) => runtime !== 'workerd')
  return {
    title: 'In short',
    cells: [
      [
        'processor time, as a ratio',
        ...shown.map(({ runtime }) => ({ node: 'Node', bun: 'Bun', deno: 'Deno' })[runtime as 'node']),
      ],
      ...lines.map(({ text, part, row, contender, base }) => [
        text,
        ...shown.map(({ [part]: rows }) => {
          const found = rows?.find(({ name }) => name === row)
          if (!found) return '–'
          const { p50 } = paired(samplesOf(found, contender), samplesOf(found, base))
          return p50 < 0.1 ? p50.toFixed(3) : decimal(p50)
        }),
      ]),
    ],
  }
}
