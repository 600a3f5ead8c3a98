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
  const text = `\r\n${textOf(answer.content)}`
  const [, ...sections] = text.split(`\r\n--${boundary}`)
  const last = sections.pop()
  if (sections.length === 0 || !last?.startsWith('--')) return 'The multipart/byteranges is not ended by its boundary'
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
