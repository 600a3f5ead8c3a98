/** RFC 9110, Section 14.6, and as much of RFC 2046, Section 5.1.1, as it needs. Bytes are read as Latin-1, one a character. */
export interface Part {
  readonly type: string | null
  readonly first: number
  readonly last: number
  readonly size: number
  readonly bytes: string
}
export interface ContentRange {
  readonly first: number
  readonly last: number
  readonly size: number
}

export async function bytesAsText(response: Response): Promise<string> {
  return Array.from(new Uint8Array(await response.arrayBuffer()), (byte) => String.fromCharCode(byte)).join('')
}

export function readContentRange(field: string | null | undefined): ContentRange {
  const [, first, last, size] = /^bytes ([0-9]+)-([0-9]+)\/([0-9]+)$/.exec(field ?? '') ?? []
  if (first === undefined) throw new Error(`No Content-Range: ${field}`)
  return { first: Number(first), last: Number(last), size: Number(size) }
}

/** The parts of a whole body. Throws where a strict reader would give up. */
export function readParts(contentType: string | null, body: string): Part[] {
  const boundary = /^multipart\/byteranges; *boundary=(?:"([^"]+)"|([^\s;"]+))$/.exec(contentType ?? '')
  const delimiter = boundary && `--${boundary[1] ?? boundary[2]}`
  if (!delimiter) throw new Error(`No multipart/byteranges: ${contentType}`)
  const start = body.startsWith(`${delimiter}\r\n`)
    ? delimiter.length
    : body.indexOf(`\r\n${delimiter}\r\n`) + 2 + delimiter.length
  const end = body.lastIndexOf(`\r\n${delimiter}--`)
  if (end < 0 || !/^(?:\r\n)?$/.test(body.slice(end + delimiter.length + 4))) throw new Error('No closing delimiter')
  return body
    .slice(start, end)
    .split(`\r\n${delimiter}`)
    .map((part) => readPart(part))
}

function readPart(part: string): Part {
  const head = part.indexOf('\r\n\r\n')
  if (head < 0 || !part.startsWith('\r\n')) throw new Error('A part without its fields')
  const fields = new Map(part.slice(2, head).split('\r\n').map(readField))
  return {
    type: fields.get('content-type') ?? null,
    ...readContentRange(fields.get('content-range')),
    bytes: part.slice(head + 4),
  }
}

function readField(line: string): [name: string, value: string] {
  const [, name, value] = /^([A-Za-z-]+): (.*)$/.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`No field: ${line}`)
  return [name.toLowerCase(), value]
}
