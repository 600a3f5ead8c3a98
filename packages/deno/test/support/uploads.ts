import type { ByteRange, Content, Stored, Upload } from '@ifmatch/core'

/** Bytes in which no part looks like another one. */
export function bytesOfLength(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).map((_, n) => (n * 31) ^ (n >> 8) ^ (n >> 16))
}

/** An upload of a text or of bytes, as core's documents() makes it. */
export function upload(content: string | Uint8Array<ArrayBuffer>, type: string | null = 'text/plain'): Upload {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { type, size: body.byteLength, body }
}

/** What a document of bytes has to keep, on both sides of each limit. */
export const odd: readonly Upload[] = [
  upload('', null),
  upload('', ''),
  upload(
    new Uint8Array(512).map((_, n) => n),
    'application/octet-stream',
  ),
  upload('日本語 👩‍👩‍👧 \u0000', 'text/plain; charset=utf-8'),
  ...[63 * 1024 - 1, 63 * 1024, 63 * 1024 + 1, 200_000, 11 * 63 * 1024, 11 * 63 * 1024 + 1, 1_500_000].map((length) =>
    upload(bytesOfLength(length), 'image/png'),
  ),
]

/** The bytes that a document gives; `null` where it changed. */
export async function bytesOf(state: Stored, range?: ByteRange): Promise<Uint8Array | null> {
  const content: Content = await state.body(range)
  return content === null ? null : new Response(content as BodyInit).bytes()
}

/** Whether two are the same bytes. */
export function sameBytes(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && one.every((byte, n) => byte === other[n])
}

/** Whether a document holds what was uploaded, whole and by ranges. */
export async function sameDocument(state: Stored, next: Upload): Promise<boolean> {
  const sent = next.body as Uint8Array
  const { length } = sent
  if ((state.type ?? null) !== next.type || state.size !== length || !sameBytes(await bytesOf(state), sent))
    return false
  const ranges = [
    { offset: 0, length: 1 },
    { offset: Math.floor(length / 2), length: Math.ceil(length / 3) },
    { offset: 63 * 1024 - 1, length: 2 },
    { offset: length - 1, length: 1 },
  ].filter((range) => range.offset >= 0 && range.length > 0 && range.offset + range.length <= length)
  const parts = await Promise.all(ranges.map((range) => bytesOf(state, range)))
  return parts.every((part, n) => {
    const { offset, length } = ranges[n]!
    return sameBytes(part, sent.subarray(offset, offset + length))
  })
}
