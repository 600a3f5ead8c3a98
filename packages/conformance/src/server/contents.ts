import { bytesOf, textOf } from './message.ts'
import type { State } from './state.ts'

/** Contents that differ from what the target holds by a number, all of one length. */
export interface Contents {
  make(n: number): Uint8Array
  /** The number in a content; `null` where it has none. */
  number(content: Uint8Array): number | null
}

const marker = 'ifmatch-conformance '
const digits = 6

const marked = (n: number): string => marker + `${n}`.padStart(digits, '0')

/** Contents that a target of this type is likely to take: the first that works is used. */
export function contentsFor({ content, type }: State): Contents[] {
  return isJson(type) ? [...ofJson(content), ofBytes(content)] : [ofBytes(content)]
}

function isJson(type: string | null): boolean {
  const essence = (type ?? '').split(';')[0]!.trim().toLowerCase()
  return essence === 'application/json' || essence.endsWith('+json')
}

function number(content: Uint8Array): number | null {
  const text = textOf(content)
  const at = text.lastIndexOf(marker)
  const found = at < 0 ? NaN : Number(text.slice(at + marker.length, at + marker.length + digits))
  return Number.isNaN(found) ? null : found
}

/** The content with a line behind it. */
function ofBytes(content: Uint8Array): Contents {
  return { number, make: (n) => bytesOf(`${textOf(content)}\n${marked(n)}\n`) }
}

/** The JSON with another member, or with another text in the place of one that it has. */
function ofJson(content: Uint8Array): Contents[] {
  const value = parse(content)
  const make = (change: (text: string) => unknown): Contents => ({
    number,
    make: (n) => new TextEncoder().encode(JSON.stringify(change(marked(n)))),
  })
  if (typeof value === 'string') return [make((text) => text)]
  if (Array.isArray(value)) return [make((text) => [...(value as unknown[]), text])]
  if (typeof value !== 'object' || value === null) return []
  const texts = Object.entries(value).filter(([, member]) => typeof member === 'string')
  return [
    make((text) => ({ ...value, 'ifmatch-conformance': text })),
    ...texts.map(([name]) => make((text) => ({ ...value, [name]: text }))),
  ]
}

function parse(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content))
  } catch {
    return undefined
  }
}
