/** A table as Markdown, with its columns in line. A column of numbers is set to the right. */
export function tableOf(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...body.map((row) => row[column]!.length)))
  const isNumber = head.map((_, column) => body.every((row) => /^[\d,.]*$/.test(row[column]!)))
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, n) => (isNumber[n] ? cell.padStart(widths[n]!) : cell.padEnd(widths[n]!)))
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, n) => (isNumber[n] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return [line(head), line(rule), ...body.map(line)].join('\n')
}

/** A number with its thousands apart. */
export function count(n: number): string {
  return n.toLocaleString('en-US')
}
