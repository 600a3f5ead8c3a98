import { creations, type Field, initial, kinds, modes, oneLine, type State } from './state.ts'

/** A state out of a link, and the parts of the link that say nothing here. */
export interface Linked {
  readonly state: State
  readonly unknown: readonly string[]
}

const FIELD = 'field.'
const texts = ['method', 'target', 'version', 'variant', 'etag', 'lastModified'] as const
const switches = ['weak', 'dateIsStrong', 'require', 'rejectUnreadable'] as const
const choices = { held: kinds, ifMatch: modes, create: creations } as const

/** Writes a state as a fragment, without the `#`: only what differs from the page as one finds it, readable in a report. */
export function formatFragment(state: State): string {
  const parts = new URLSearchParams()
  // Never empty: an empty fragment is no link to anything.
  parts.set('method', state.method)
  if (state.target !== initial.target) parts.set('target', state.target)
  for (const { name, value } of state.fields) parts.append(FIELD + name, value)
  for (const key of [...Object.keys(choices), ...texts.slice(2), 'content'] as (keyof State)[])
    if (state[key] !== initial[key]) parts.set(key, String(state[key]))
  for (const key of switches) if (state[key] !== initial[key]) parts.set(key, 'yes')
  return parts.toString()
}

/** Reads a fragment, with its `#` or without. Whatever it is: what cannot be read is left as the page has it, and named. */
export function parseFragment(fragment: string): Linked {
  const state: { -readonly [Key in keyof State]: State[Key] } = { ...initial }
  const fields: Field[] = []
  const unknown: string[] = []
  for (const [key, text] of new URLSearchParams(fragment.replace(/^#/, ''))) {
    if (key.startsWith(FIELD)) fields.push({ name: oneLine(key.slice(FIELD.length)), value: oneLine(text) })
    else if (isOf(texts, key)) state[key] = oneLine(text)
    else if (key === 'content') state.content = text.toWellFormed().replace(/\r\n?/g, '\n')
    else if (isOf(switches, key) && text === 'yes') state[key] = true
    else if (key === 'held' && isOf(kinds, text)) state.held = text
    else if (key === 'ifMatch' && isOf(modes, text)) state.ifMatch = text
    else if (key === 'create' && isOf(creations, text)) state.create = text
    else if (key !== '') unknown.push(key)
  }
  return { state: { ...state, fields }, unknown }
}

function isOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return (words as readonly string[]).includes(text)
}
