import type { Case } from '../case.ts'
import { read } from '../reads.ts'
import { doubtful, readable, star, type TagValue, unreadable } from './tag-values.ts'

const sections = { 'If-Match': '13.1.1', 'If-None-Match': '13.1.2' } as const

type TagField = keyof typeof sections

function row(field: TagField, method: string, { name, lines, section, level }: TagValue): Case {
  return read({
    name: `${field} on ${method}: ${name}`,
    section: ['8.8.3.2', '13.1.1'].includes(section) ? sections[field] : section,
    level,
    method,
    fields: lines.map((line) => [field, line]),
  })
}

/** If-Match and If-None-Match on GET and HEAD: each kind of value. What is due says the oracle. */
export function tagsOnReads(): Case[] {
  return (['If-None-Match', 'If-Match'] as const).flatMap((field) => [
    ...[...readable, star, ...unreadable, ...doubtful].map((value) => row(field, 'GET', value)),
    ...[...readable.slice(0, 5), star].map((value) => row(field, 'HEAD', value)),
  ])
}
