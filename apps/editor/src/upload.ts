import type { Content } from './documents.ts'
import { problem } from './problem.ts'

/** The longest document, in bytes. */
export const limit = 1024 * 1024

/** What the fields of a PUT decide alone, before any precondition (RFC 9110, Section 13.2.1); `null`: go on. */
export function refusedUpload({ headers }: Request): Response | null {
  if (Number(headers.get('content-length')) > limit) return tooLarge()
  if (headers.get('content-encoding')) {
    const detail = 'Documents are kept as they are, without a content coding: send it again without Content-Encoding.'
    return problem(415, detail, { 'accept-encoding': 'identity' })
  }
  if (headers.get('content-range') === null) return null
  return problem(
    400,
    'A PUT replaces the whole document, and Content-Range says that it is a part: send the whole without it.',
  )
}

/**
 * Reads the content of a PUT.
 *
 * @returns the content, or the 413 or 400 for one that is too long or breaks off
 */
export async function readUpload(request: Request): Promise<Content | Response> {
  const type = request.headers.get('content-type') || 'application/octet-stream'
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > limit) return tooLarge()
      chunks.push(chunk)
    }
  } catch {
    return problem(400, 'The content broke off, so nothing was changed: send it again.')
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return { type, bytes }
}

function tooLarge(): Response {
  return problem(413, `A document has at most ${limit} bytes, so nothing was changed: send less.`)
}
