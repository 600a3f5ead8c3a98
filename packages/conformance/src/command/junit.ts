import type { Report } from '../server/report.ts'

/** A report as JUnit XML. A SHOULD that is failed is no failure there: what it says is in its output. */
export function junit({ target, results }: Report): string {
  const cases = results.map(({ name, section, level, outcome, because }) => {
    const said = text(because ?? '')
    const inside =
      outcome === 'failed' && level === 'MUST'
        ? `<failure message="${said}"/>`
        : outcome === 'not run'
          ? `<skipped message="${said}"/>`
          : because === null
            ? ''
            : `<system-out>${text(`${level} ${outcome}: ${because}`)}</system-out>`
    return `    <testcase classname="${text(`${level} ${section}`)}" name="${text(name)}">${inside}</testcase>`
  })
  const failures = results.filter(({ outcome, level }) => outcome === 'failed' && level === 'MUST').length
  const skipped = results.filter(({ outcome }) => outcome === 'not run').length
  const numbers = `tests="${results.length}" failures="${failures}" skipped="${skipped}"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${numbers}>
  <testsuite name="${text(target)}" ${numbers}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`
}

/** Text for XML 1.0: what it cannot hold is a question mark. */
function text(value: string): string {
  return [...value]
    .map((one) => {
      const code = one.codePointAt(0)!
      if ('<>&"\''.includes(one)) return `&#${code};`
      return code < 0x20 || code === 0x7f || (code >= 0xd800 && code <= 0xdfff) || code >= 0xfffe ? '?' : one
    })
    .join('')
}
