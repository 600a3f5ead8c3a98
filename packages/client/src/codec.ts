/** What a request can have for content, in the words of each runtime. */
export type Content = NonNullable<ConstructorParameters<typeof Response>[0]>

/** How data is read from an answer, and written into a request of this media type. */
export interface Codec<T> {
  /** The Content-Type of what `format` writes. */
  readonly type: string
  /** Reads a successful answer. What it throws is told as an error with the code `unreadable`. */
  parse(response: Response): Promise<T>
  /** Writes the data: no stream, since a body may have to be sent again. */
  format(data: T): Content
}

/** JSON, as `JSON.parse` and `JSON.stringify` have it. Used where no codec is given. */
export const json: Codec<unknown> = {
  type: 'application/json',
  parse: (response) => response.json(),
  format: JSON.stringify,
}

/** Text in UTF-8. For another media type of text: `{ ...text, type: 'text/markdown' }`. */
export const text: Codec<string> = {
  type: 'text/plain;charset=utf-8',
  parse: (response) => response.text(),
  format: asItIs,
}

/** Bytes as they are. For their media type: `{ ...bytes, type: 'image/png' }`. */
export const bytes: Codec<Uint8Array<ArrayBuffer>> = {
  type: 'application/octet-stream',
  parse: async (response) => new Uint8Array(await response.arrayBuffer()),
  format: asItIs,
}

function asItIs<T>(data: T): T {
  return data
}
