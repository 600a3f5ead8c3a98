/** A document as it is edited: text, and the media type that it is stored with. */
export interface DocumentText {
  readonly type: string
  readonly text: string
}

/** The document is no text in UTF-8: it must not be edited here, since saving would change bytes that nobody touched. */
export class NotText extends Error {
  override readonly name = 'NotText'
}

/** Reads a document from an answer. A byte order mark stays, as it is part of what is saved again. */
export async function readDocumentText(response: Response): Promise<DocumentText> {
  const type = response.headers.get('content-type') ?? 'application/octet-stream'
  const bytes = await response.arrayBuffer()
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8'
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) throw new NotText(`it is text in ${charset}`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new NotText(`it is ${type}`)
  }
  if (text.includes('\0')) throw new NotText(`it is ${type}`)
  return { type, text }
}

/** What a new document is stored as, by the choice that was made, or else by its name. */
export function typeOfNew(id: string, choice: string | null): string {
  const ending = /\.([a-z]+)$/i.exec(id)?.[1]?.toLowerCase()
  if (choice === 'json' || (choice === null && ending === 'json')) return 'application/json'
  if (choice === 'text' || (choice === null && ending === 'txt')) return 'text/plain; charset=utf-8'
  return 'text/markdown; charset=utf-8'
}

/** How a document is shown: what its colours and its preview are for. */
export function languageOf(type: string): 'markdown' | 'json' | 'text' {
  const essence = type.split(';')[0]!.trim().toLowerCase()
  if (essence === 'text/markdown') return 'markdown'
  return essence === 'application/json' || essence.endsWith('+json') ? 'json' : 'text'
}

/**
 * What ends the lines of a text: CR LF only where all of them end so. Elsewhere a lone CR stays a character, so that
 * saving changes no line that nobody touched.
 */
export function lineSeparatorOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') && !/(^|[^\r])\n|\r(?!\n)/.test(text) ? '\r\n' : '\n'
}
