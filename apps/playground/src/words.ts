import type { Step } from '@ifmatch/core'

/** What each step is for, for somebody who has not read the section. */
const purposes: Readonly<Record<string, string>> = {
  '13.2.1': 'Conditions count only where the request, without them, would find something or could create it.',
  '13.2.2': 'This server refuses lists of tags that it cannot read.',
  '13.1.1': '“Do it only if what you have is still what I saw.”',
  '13.1.4': '“Do it only if nobody changed it since”, for clients without a tag.',
  '13.1.2': '“Send it only if I do not have it”, or with a star: “Do it only if nothing is there.”',
  '13.1.3': '“Send it only if it changed since”, for clients without a tag.',
  '13.1.5': '“Send the part only if it belongs to the part that I have; else send the whole.”',
  '14.2': '“Send only these bytes.”',
  'RFC 6585, 3': 'This server wants every such write to name the state that it was made from.',
}

/** The sentence under the status, for the answers that are decided here. */
const meanings: Readonly<Record<number, string>> = {
  200: 'The whole content is sent, with the validators to ask again.',
  206: 'Only the bytes that were asked for are sent.',
  304: 'The client has the current content already. Nothing is sent again.',
  400: 'The request cannot be understood. Nothing was done.',
  404: 'Nothing is there, whatever the conditions say.',
  412: 'A condition is false. Nothing was done, so nothing is overwritten.',
  416: 'No byte that was asked for is there.',
  428: 'Nothing was done: the request does not say which state it was made from.',
}

/** The numbers that Section 13.2.2 gives the steps. */
const numbers: Readonly<Record<string, string>> = {
  '13.1.1': '1',
  '13.1.4': '2',
  '13.1.2': '3',
  '13.1.3': '4',
  '13.1.5': '5',
  '14.2': '5',
}

/** The number of a step in Section 13.2.2; empty where it has none. */
export function numberOf(section: string): string {
  return numbers[section] ?? ''
}

/** What a step asks, as its heading. */
export function titleOf({ section, field }: Step): string {
  if (section === '13.2.1') return `Do conditions count for ${field}?`
  if (section === '13.2.2') return `Can ${field} be read?`
  if (section === 'RFC 6585, 3') return 'Is a condition missing?'
  return `${numberOf(section)} ${field}`
}

/** What came of it, in the words of core, or as the answer to the question in the heading. */
export function outcomeOf({ section, outcome }: Step): string {
  if (section === '13.2.1' || section === '13.2.2') return 'no'
  if (section === 'RFC 6585, 3') return outcome === 'fails' ? 'yes' : 'no'
  return outcome
}

/** What a step is for. */
export function purposeOf({ section }: Step): string {
  return purposes[section] ?? ''
}

/** What an answer means to the client. */
export function meaningOf(status: number): string {
  return meanings[status] ?? ''
}

/** The section of a step in the RFC, as text and as a link. */
export function sectionOf({ section }: Step): { text: string; href: string } {
  const [, rfc = '9110', number = section] = /^RFC (\d+), (.+)$/.exec(section) ?? []
  return {
    text: `RFC ${rfc}, Section ${number}`,
    href: `https://www.rfc-editor.org/rfc/rfc${rfc}.html#section-${number}`,
  }
}

/** A sentence out of a clause. */
export function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}
