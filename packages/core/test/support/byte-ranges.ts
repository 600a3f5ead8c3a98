export interface Part {
  readonly fields: Headers
  readonly content: string
}

/** Takes a multipart/byteranges body apart by its boundary, and is strict about CRLF (RFC 2046, Section 5.1.1). */
export async function partsOf(answer: Response): Promise<Part[]> {
  const boundary = answer.headers.get('Content-Type')?.match(/^multipart\/byteranges; ?boundary="?([^";]+)"?$/)?.[1]
  if (!boundary) throw new Error(`no boundary in ${answer.headers.get('Content-Type')}`)
  const text = `\r\n${await answer.text()}`
  const [preamble, ...pieces] = text.split(`\r\n--${boundary}`)
  if (preamble?.trim()) throw new Error('there is text before the first boundary')
  const end = pieces.pop()
  if (end !== '--' && end !== '--\r\n') throw new Error(`the last boundary does not close: ${JSON.stringify(end)}`)
  return pieces.map(readPart)
}

function readPart(piece: string): Part {
  if (!piece.startsWith('\r\n')) throw new Error('a boundary does not end its line with CRLF')
  const blank = piece.indexOf('\r\n\r\n')
  if (blank < 0) throw new Error('a part has no empty line behind its fields')
  const lines = piece.slice(2, blank).split('\r\n')
  const fields = new Headers()
  for (const line of lines) fields.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim())
  return { fields, content: piece.slice(blank + 4) }
}
