import type { IfMatchMode } from '@ifmatch/core'

/** One line of the header section. */
export interface Field {
  readonly name: string
  readonly value: string
}

/** What a request is made of here: nothing else of it has a say in Section 13. */
export interface Asked {
  readonly method: string
  readonly target: string
  readonly fields: readonly Field[]
}

/** What the server has of the target: nothing, or which kind of validator. */
export const kinds = ['version', 'etag', 'date', 'exists', 'nothing'] as const

/** How If-Match may be compared. */
export const modes = ['strong', 'intermediaries', 'version'] as const satisfies readonly IfMatchMode[]

/** Whether a request may create: what core takes from the method, or what the application says. */
export const creations = ['by-method', 'yes', 'no'] as const

/** All that the page knows: what stands in its inputs. A kind that is not chosen keeps what was typed. */
export interface State extends Asked {
  readonly held: (typeof kinds)[number]
  readonly version: string
  readonly variant: string
  readonly weak: boolean
  readonly etag: string
  readonly lastModified: string
  readonly dateIsStrong: boolean
  readonly content: string
  readonly ifMatch: (typeof modes)[number]
  readonly require: boolean
  readonly create: (typeof creations)[number]
  readonly rejectUnreadable: boolean
}

/** What an empty link stands for. */
export const initial: State = {
  method: 'GET',
  target: '/note',
  fields: [],
  held: 'version',
  version: '7',
  variant: '',
  weak: false,
  etag: '"v7"',
  lastModified: '',
  dateIsStrong: false,
  content: 'Milk, bread, and a lemon.',
  ifMatch: 'strong',
  require: false,
  create: 'by-method',
  rejectUnreadable: false,
}

/** Text as one input of one line can hold it: no line ends, no half characters. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\r\n\0]+/g, ' ')
}
