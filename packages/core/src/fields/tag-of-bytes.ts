import type { EntityTag } from './entity-tag.ts'

type Bytes = ArrayBuffer | ArrayBufferView | string

interface NodeCrypto {
  /** Since Node 20.12: without an object for the hash, which is a quarter of the cost for 1 KB. */
  hash?(algorithm: string, bytes: Bytes, encoding: string): string
  createHash(algorithm: string): { update(bytes: Bytes): { digest(encoding: string): string } }
}
interface Globals {
  Bun?: { SHA256: { hash(bytes: Bytes, encoding: string): string } }
  process?: { getBuiltinModule?(name: string): NodeCrypto | undefined }
}

/**
 * The entity tag of bytes: their SHA-256, so that equal bytes have equal tags and others do not. Strong, unless `weak`.
 * A version says the same without reading the bytes: prefer one where there is one.
 *
 * @example
 * ```ts
 * import assert from 'node:assert/strict'
 * import { entityTagOfBytes, strongMatch } from '@ifmatch/core'
 *
 * assert(strongMatch(await entityTagOfBytes('hello'), await entityTagOfBytes(new TextEncoder().encode('hello'))))
 * ```
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8.3 RFC 9110, Section 8.8.3}
 */
export async function entityTagOfBytes(bytes: Bytes, options: { weak?: boolean } = {}): Promise<EntityTag> {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data as BufferSource))
  const text = btoa(String.fromCharCode(...digest))
  return { weak: options.weak ?? false, opaque: text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') }
}

/** {@link entityTagOfBytes} without waiting, or `null` where the runtime has no synchronous hash (workerd, browsers). */
export function entityTagOfBytesSync(bytes: Bytes, options: { weak?: boolean } = {}): EntityTag | null {
  const opaque = hashNow(bytes)
  return opaque === null ? null : { weak: options.weak ?? false, opaque }
}

function hashNow(bytes: Bytes): string | null {
  const { Bun, process } = globalThis as Globals
  if (Bun) return Bun.SHA256.hash(bytes, 'base64url')
  const crypto = process?.getBuiltinModule?.('crypto')
  if (!crypto) return null
  const data = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes
  return crypto.hash?.('sha256', data, 'base64url') ?? crypto.createHash('sha256').update(data).digest('base64url')
}
