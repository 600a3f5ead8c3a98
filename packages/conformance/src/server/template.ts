import { NotRun } from './case.ts'
import type { Field } from './message.ts'
import { type Spelling, spell } from './date-spellings.ts'
import type { State } from './state.ts'

/** What a template may speak of, and what it takes. */
export type Fact = 'etag' | 'date' | 'aged'

const placeholder = /\{(\w+)([+-]\d+)?(?:\|([\w-]+))?\}/g

/** Sun, 06 Nov 1994 08:49:37 GMT: before everything. */
const early = 784_111_777

/**
 * Fills the placeholders of a field value:
 *
 * - `{tag}`: the current ETag as it is sent; `{opaque}`: what is inside its quotes; `{strong}` and `{weak}`: its two spellings;
 *   `{swapped}`: with small letters for capitals and the other way round;
 * - `{date}`: Last-Modified, `{date-60|asctime}`: a minute before, in another form; `{now}`: the present second; `{early}`: in 1994;
 * - `{matching}`: what makes If-Match true: the current tag, or `*` where that is weak or missing;
 *   `{known}`: the same for If-None-Match;
 * - `{size}`: the size in bytes, `{size-1}`: one less.
 */
export function fill(template: string, state: State): string {
  return template.replace(placeholder, (whole, name: string, offset = '0', form = 'imf') => {
    const by = Number(offset)
    const { tag, modified, content } = state
    switch (name) {
      case 'tag':
        return state.etag ?? lacking('ETag')
      case 'opaque':
        return tag?.opaque ?? lacking('ETag')
      case 'strong':
        return tag ? `"${tag.opaque}"` : lacking('ETag')
      case 'weak':
        return tag ? `W/"${tag.opaque}"` : lacking('ETag')
      case 'swapped':
        return tag ? `"${swapCase(tag.opaque)}"` : lacking('ETag')
      case 'matching':
        return tag && !tag.weak ? `"${tag.opaque}"` : '*'
      case 'known':
        return tag ? state.etag! : '*'
      case 'date':
        return modified === null ? lacking('Last-Modified') : spell(modified + by, form as Spelling)
      case 'now':
        return spell(Math.floor(Date.now() / 1000) + by, form as Spelling)
      case 'early':
        return spell(early + by, form as Spelling)
      case 'size':
        return `${content.length + by}`
      default:
        throw new Error(`Cannot fill a template: ${whole} is unknown`)
    }
  })
}

function lacking(name: string): never {
  throw new NotRun(`There is no ${name} at this moment`)
}

/** Fills the values of all fields. */
export function fillAll(fields: readonly Field[], state: State): Field[] {
  return fields.map(([name, value]) => [name, fill(value, state)])
}

/** What has to be known for these templates. */
export function factsFor(fields: readonly Field[]): Fact[] {
  const facts = new Set<Fact>()
  for (const [, value] of fields) {
    for (const [, name, offset = '0'] of value.matchAll(placeholder)) {
      if (['tag', 'opaque', 'strong', 'weak', 'swapped'].includes(name!)) facts.add('etag')
      if (name === 'date') facts.add('date')
      if (name === 'date' && Number(offset) > 0) facts.add('aged')
    }
  }
  return [...facts]
}

function swapCase(text: string): string {
  return [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('')
}
