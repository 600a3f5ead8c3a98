import type { Grown } from '../growth.ts'
import { type Results, type RuntimeResults, runtimes } from '../results.ts'
import { decimal, held, type Table } from './table.ts'

/** The worst of ours in every form, beside what was aimed at. */
export function growthAims({ runtimes: run }: Results): Table {
  const measured = run.flatMap(({ runtime, growth = [] }) => {
    const ours = growth.filter(({ contender }) => contender === 'ours')
    return ours.length > 0 ? [{ runtime, ours }] : []
  })
  const worst = (all: readonly Grown[], value: (grown: Grown) => number, aim: number): string => {
    const found = all.reduce((one, other) => (value(other) > value(one) ? other : one))
    return `${held(value(found), aim)} (${found.field}, ${found.form})`
  }
  const rows: [string, (ours: readonly Grown[]) => string][] = [
    ['k, at worst', (ours) => worst(ours, ({ exponent }) => exponent ?? 0, 1.05)],
    [
      'ns for a byte of a valid list',
      (ours) =>
        worst(
          ours.filter(({ form }) => form === 'valid list'),
          byByte,
          1,
        ),
    ],
    ['ns for a byte, at worst', (ours) => worst(ours, byByte, 10)],
  ]
  return {
    title: 'Growth of ours, at worst',
    note: 'Nanoseconds for each byte of a field of 1 MB, and k where time grows as length to the power of k: the worst form, and the aim.',
    cells: [
      ['', ...measured.map(({ runtime }) => runtime)],
      ...(measured.length > 0 ? rows : []).map(([name, cell]) => [name, ...measured.map(({ ours }) => cell(ours))]),
    ],
  }
}

const byByte = ({ perByte }: Grown): number => perByte

/** How the time of everybody grows with the length of a field. */
export function growthTable({ runtimes: run }: Results): Table {
  const first = run.find((one) => one.growth)?.growth ?? []
  const cell = ({ growth }: RuntimeResults, { field, form, contender }: Grown): string => {
    const found = growth?.find((one) => one.field === field && one.form === form && one.contender === contender)
    return found ? grownText(found) : '–'
  }
  return {
    title: 'Growth',
    note: 'Nanoseconds for each byte of the longest field, and k where time grows as length to the power of k. A contender stops where it threw, or where the next length would have taken more than a second if it were quadratic.',
    cells: [
      ['field', 'form', 'contender', ...runtimes],
      ...first.map((grown) => [
        grown.field,
        grown.form,
        grown.contender,
        ...runtimes.map((runtime) => {
          const one = run.find((results) => results.runtime === runtime)
          return one ? cell(one, grown) : '–'
        }),
      ]),
    ],
  }
}

function grownText({ longest, perByte, exponent, threw }: Grown): string {
  const grows = exponent === null ? '' : `, k ${decimal(exponent)}`
  const stopped =
    threw !== null
      ? `, throws beyond ${longest / 1024} KB`
      : longest < 1024 * 1024
        ? `, stopped at ${longest / 1024} KB`
        : ''
  return `${decimal(perByte)}${grows}${stopped}`
}
