/** Cells under a title; the first row is the head. */
export interface Table {
  readonly title: string
  readonly note?: string
  readonly cells: readonly (readonly string[])[]
}

/** Lays a table out in columns for a terminal: the first to the left, the others to the right. */
export function toText({ title, cells }: Table): string {
  const widths: number[] = []
  for (const row of cells) row.forEach((cell, at) => (widths[at] = Math.max(cell.length, widths[at] ?? 0)))
  const pad = (cell: string, at: number): string =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)
  return [title, ...cells.map((row) => `  ${row.map(pad).join('  ')}`.trimEnd())].join('\n')
}

/** The same in Markdown. */
export function toMarkdown(table: Table): string {
  return [`### ${table.title}`, ...(table.note ? [table.note] : []), toRows(table)].join('\n\n')
}

/** The cells alone, in Markdown. */
export function toRows({ cells: [head = [], ...rows] }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** A number to two places; a dash for one that is not there. */
export function decimal(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(2)
}

/** A ratio beside what it should be at most. */
export function held(value: number, aim: number): string {
  const places = aim < 0.1 || decimal(value) === decimal(aim) ? 3 : 2
  const [reached, wanted] = [value.toFixed(places), aim.toFixed(places)]
  return value <= aim ? `${reached} ≤ ${wanted}` : `${reached} > ${wanted} missed`
}

/** Nanoseconds, without the places that are noise. */
export function nanoseconds(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0)
}
