import { entityTagOfBytes } from '../fields/tag-of-bytes.ts'

// What a snapshot remembers of writes: so many, the oldest forgotten first.
const REMEMBERED = 64

/**
 * Reads Idempotency-Key: one Structured Field string, in double quotes.
 *
 * @returns the key, or `null` where the field is no such string
 * @see {@link https://www.rfc-editor.org/rfc/rfc8941.html#section-3.3.3 RFC 8941, Section 3.3.3}
 */
export function parseIdempotencyKey(field: string): string | null {
  if (field.length < 2 || field[0] !== '"' || field.at(-1) !== '"') return null
  let key = ''
  for (let at = 1; at < field.length - 1; at++) {
    let code = field.charCodeAt(at)
    if (code === 0x22 || code < 0x20 || code > 0x7e) return null
    if (code === 0x5c) {
      code = field.charCodeAt(++at)
      if (at === field.length - 1 || (code !== 0x22 && code !== 0x5c)) return null
    }
    key += String.fromCharCode(code)
  }
  return key
}

/** Names the writer: a hash of the caller and the key, so that nothing a client sent is stored. */
export function hashKey(caller: string, key: string): Promise<string> {
  return hash(JSON.stringify([caller, key]))
}

/** Names what is to be done: a hash of method and body. */
export async function fingerprintOf(method: string, body: Uint8Array): Promise<string> {
  return hash(`${method} ${(await entityTagOfBytes(body)).opaque}`, 15)
}

/** Names a version that was replaced, in few letters: there are 64 of them to tell apart. `''`: nothing was there. */
export function hashVersion(version: string): Promise<string> {
  return hash(version, 6)
}

async function hash(text: string, length = 22): Promise<string> {
  return (await entityTagOfBytes(text)).opaque.slice(0, length)
}

/** What is remembered under a key, or `null`. */
export function find(writeIds: readonly string[], key: string): { fingerprint: string; status: number } | null {
  const [, fingerprint, status] =
    [...writeIds]
      .reverse()
      .find((text) => text.startsWith(`${key}.`))
      ?.split('.') ?? []
  return fingerprint === undefined ? null : { fingerprint, status: Number(status) }
}

/**
 * Whether a write that is not found may be one that was forgotten. It is not, while none was; nor where another one is known
 * to have replaced a version that it lists.
 *
 * @param replaced the versions that it lists, each as {@link hashVersion} names it
 */
export function mayBeForgotten(writeIds: readonly string[], replaced: readonly string[]): boolean {
  return writeIds.length >= REMEMBERED && !writeIds.some((text) => replaced.includes(text.split('.')[3]!))
}

/** The list to keep, with one more write in it, which replaced a version. */
export function append(
  writeIds: readonly string[],
  key: string,
  fingerprint: string,
  status: number,
  replaced: string,
): readonly string[] {
  return [...writeIds, `${key}.${fingerprint}.${status}.${replaced}`].slice(-REMEMBERED)
}
