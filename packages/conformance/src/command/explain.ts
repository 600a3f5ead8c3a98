import type { Exchange } from '../server/message.ts'
import type { CheckResult } from '../server/report.ts'
import { sectionInWords, sectionLink } from './section.ts'

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')

const outcomes = {
  passed: () => 'It passed.',
  failed: (because) => `It failed: ${because}.`,
  'not run': (because) => `It was not run: ${because}.`,
  recorded: (because) => `The specification leaves it open. ${because}.`,
} satisfies Record<CheckResult['outcome'], (because: string) => string>

/** What one case sent, what came back and what was due, in words. */
export function explain(result: CheckResult): string {
  const { name, section, level, outcome, because, due, exchange, exchanges } = result
  const before = exchanges.slice(0, exchange ? exchanges.lastIndexOf(exchange) : 0)
  const after = exchange ? exchanges.slice(exchanges.lastIndexOf(exchange) + 1) : []
  const parts = [
    `${name}\n${level}, ${sectionInWords(section)}\n${sectionLink(section)}`,
    ...(due ? [`Due\n${indented(due)}`] : []),
    ...before.map((one) => step('Before', one)),
    ...(exchange ? [step('Sent', exchange)] : []),
    ...after.map((one) => step('Afterwards', one)),
    outcomes[outcome](because ?? ''),
  ]
  return `${parts.join('\n\n')}\n`
}

function step(when: string, { request, answer }: Exchange): string {
  return `${when}\n${indented(request)}\n\nAnswered\n${indented(answer || '(nothing)')}`
}
