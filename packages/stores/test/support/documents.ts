import type { Stored, Upload } from '@ifmatch/core'

/** A document that holds a number. */
export function numbered(n: number): Upload {
  return upload(String(n))
}

/** An upload of a text or of bytes, as core's documents() makes it. */
export function upload(content: string | Uint8Array<ArrayBuffer>, type: string | null = 'text/plain'): Upload {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { type, size: body.byteLength, body }
}

/** Every byte there is, twice over. */
export const everyByte: Uint8Array<ArrayBuffer> = new Uint8Array(512).map((_, n) => n)

/** What a document of bytes has to keep. */
export const odd: readonly Upload[] = [
  upload('', null),
  upload('', ''),
  upload(everyByte, 'application/octet-stream'),
  upload('\0'),
  upload('{"a":"b\\u0000"}', 'application/json'),
  upload('日本語 👩‍👩‍👧 \u0000', 'text/plain; charset=utf-8'),
  upload("'; DROP TABLE documents; --"),
  upload(new Uint8Array(1 << 20).fill(255)),
  upload(new Uint8Array(3_000_000).map((_, n) => n * n)),
]

/** Whether a document holds what was uploaded, whole and by ranges. */
export async function sameDocument(state: Stored, next: Upload): Promise<boolean> {
  const sent = Buffer.from(next.body as Uint8Array)
  if ((state.type ?? null) !== next.type || state.size !== sent.byteLength) return false
  if (!sent.equals(await bytes(state))) return false
  const ranges = [
    { offset: 0, length: 1 },
    { offset: Math.floor(sent.length / 2), length: Math.ceil(sent.length / 3) },
    { offset: sent.length - 1, length: 1 },
  ]
  const wanted = ranges.filter(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= sent.length)
  const parts = await Promise.all(wanted.map((range) => bytes(state, range)))
  return parts.every((part, n) => part.equals(sent.subarray(wanted[n]!.offset, wanted[n]!.offset + wanted[n]!.length)))
}

/** The bytes that a document gives. */
export async function bytes(state: Stored, range?: { offset: number; length: number }): Promise<Buffer<ArrayBuffer>> {
  const content = await state.body(range)
  if (content === null) throw new Error('The document changed meanwhile')
  return Buffer.from(content as Uint8Array<ArrayBuffer>)
}

/** The number that a document holds, and what is written in its place. */
export const numbersOfDocuments = {
  value: numbered,
  async number(state: Stored): Promise<number | null> {
    const content = await state.body()
    return content === null ? null : Number(Buffer.from(content as Uint8Array<ArrayBuffer>).toString())
  },
}
