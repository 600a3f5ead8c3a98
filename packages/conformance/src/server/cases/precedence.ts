import type { Case } from '../case.ts'
import type { Field } from '../message.ts'
import { read } from '../reads.ts'
import { write } from '../writes.ts'

type Truth = 'absent' | 'true' | 'false'

const truths: readonly Truth[] = ['absent', 'true', 'false']

/** What makes each condition true or false. */
const values = {
  'If-Match': { true: '{matching}', false: '"ifmatch-conformance"' },
  'If-Unmodified-Since': { true: '{date}', false: '{date-1}' },
  'If-None-Match': { true: '"ifmatch-conformance"', false: '{known}' },
  'If-Modified-Since': { true: '{date-1}', false: '{date}' },
} as const

/** After a write Last-Modified may be kept back for a second: dates that are true and false whatever it is. */
const writtenValues = { ...values, 'If-Unmodified-Since': { true: '{now+3600}', false: '{early}' } } as const

type Condition = keyof typeof values

/** Every combination of truth values of these conditions, all absent left out. */
function combinations(
  conditions: readonly Condition[],
  of: typeof values | typeof writtenValues,
): { name: string; fields: Field[] }[] {
  let all: [Condition, Truth][][] = [[]]
  for (const condition of conditions) {
    all = all.flatMap((begun) => truths.map((truth): [Condition, Truth][] => [...begun, [condition, truth]]))
  }
  return all
    .map((one) => one.filter(([, truth]) => truth !== 'absent') as [Condition, 'true' | 'false'][])
    .filter((one) => one.length > 0)
    .map((one) => ({
      name: one.map(([condition, truth]) => `${condition} ${truth}`).join(', '),
      fields: one.map(([condition, truth]): Field => [condition, of[condition][truth]]),
    }))
}

/** Whether If-Modified-Since decides, and says 304: that is a SHOULD. */
function decidedByDate(name: string): boolean {
  const has = (text: string): boolean => name.includes(text)
  const stopped = has('If-Match false') || (!has('If-Match') && has('If-Unmodified-Since false'))
  return has('If-Modified-Since false') && !has('If-None-Match') && !stopped
}

const reading = ['If-Match', 'If-Unmodified-Since', 'If-None-Match', 'If-Modified-Since'] as const

/** The order of Section 13.2.2 on reads. */
export function precedenceOnReads(): Case[] {
  return ['GET', 'HEAD'].flatMap((method) =>
    combinations(reading, values).map(({ name, fields }) =>
      read({
        name: `The order on ${method}: ${name}`,
        section: '13.2.2',
        level: decidedByDate(name) ? 'SHOULD' : 'MUST',
        method,
        fields,
      }),
    ),
  )
}

/** The order of Section 13.2.2 on PUT: If-Modified-Since has no say. */
export function precedenceOnWrites(): Case[] {
  const rows = combinations(['If-Match', 'If-Unmodified-Since', 'If-None-Match'], writtenValues)
  return [
    ...rows,
    {
      name: 'If-Match true, If-Modified-Since false',
      fields: [
        ['If-Match', '{matching}'],
        ['If-Modified-Since', '{now}'],
      ] as Field[],
    },
  ].map(({ name, fields }) =>
    write({ name: `The order on PUT: ${name}`, section: '13.2.2', level: 'MUST', needs: ['date'], fields }),
  )
}
