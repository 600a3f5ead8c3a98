/** One part of several. */
export interface Part {
  readonly type: string
  readonly contentRange: string
  readonly content: Uint8Array<ArrayBuffer>
}

/** The content of a 206 with several parts (RFC 9110, Section 14.6). */
export function multipart(parts: readonly Part[], boundary: string): Blob {
  const written = parts.flatMap(({ type, contentRange, content }) => [
    `\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: ${contentRange}\r\n\r\n`,
    content,
  ])
  return new Blob([...written, `\r\n--${boundary}--\r\n`])
}
