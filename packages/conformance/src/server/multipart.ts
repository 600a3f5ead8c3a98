import { type Answer, bytesOf, field, textOf } from './message.ts'

/** A part of a 206: the whole of it, or one of several. */
export interface BodyPart {
  readonly contentRange: string | null
  readonly contentType: string | null
  readonly content: Uint8Array
}

/** The boundary, where the content is `multipart/byteranges`. */
export function boundaryOf(answer: Answer): string | null {
  const type = field(answer, 'content-type') ?? ''
  if (!type.toLowerCase().startsWith('multipart/byteranges')) return null
  const [, quoted, plain] = /boundary=(?:"([^"]*)"|([^;\s]+))/i.exec(type) ?? []
  return quoted ?? plain ?? ''
}

/** The parts of a 206 (RFC 9110, Sections 14.6 and 15.3.7), or what is wrong with it. */
export function readParts(answer: Answer): BodyPart[] | string {
  const boundary = boundaryOf(answer)
  if (boundary === null) {
    const [contentRange, contentType] = [field(answer, 'content-range'), field(answer, 'content-type')]
    return [{ contentRange, contentType, content: answer.content }]
  }
  if (boundary === '') return 'The multipart/byteranges names no boundary'
  const sections = sectionsOf(`\r\n${textOf(answer.content)}`, `\r\n--${boundary}`)
  if (sections === null || sections.length === 0) return 'The multipart/byteranges is not ended by its boundary'
  const parts: BodyPart[] = []
  for (const section of sections) {
    const end = section.indexOf('\r\n\r\n')
    if (end < 0) return 'A part of the multipart/byteranges has no head'
    const head = section.slice(0, end).split('\r\n')
    const value = (name: string): string | null =>
      head
        .find((line) => line.toLowerCase().startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim() ?? null
    const content = bytesOf(section.slice(end + 4))
    parts.push({ contentRange: value('content-range'), contentType: value('content-type'), content })
  }
  return parts
}

/** What lies between delimiters, up to the one with two hyphens behind it; `null` where that is missing. */
function sectionsOf(text: string, delimiter: string): string[] | null {
  const sections: string[] = []
  let begun: number | null = null
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    const behind = at + delimiter.length
    const isLast = text.startsWith('--', behind)
    // A delimiter has its line for itself, but for blanks: a longer word is content.
    const [blanks] = /^[ \t]*(?=\r\n)/.exec(text.slice(behind, behind + 100)) ?? []
    if (!isLast && blanks === undefined) continue
    if (begun !== null) sections.push(text.slice(begun, at))
    if (isLast) return sections
    begun = behind + (blanks ?? '').length
  }
  return null
}
