import { documents, type Methods, type Resource, type Snapshot, type Stored, type Upload } from '@ifmatch/core'

/** A store in a race: texts by name, over whatever it keeps. */
export interface Entrant<S extends Snapshot, N> {
  open(id: string): Resource<S, N>
  readonly methods: Methods<S, N>
  /** What is written for a text. */
  next(text: string): N
}

/** An entrant whose store keeps documents of bytes. */
export function ofDocuments(open: (id: string) => Resource<Stored, Upload>): Entrant<Stored, Upload> {
  const next = (text: string): Upload => {
    const body = new TextEncoder().encode(text)
    return { type: 'text/plain', size: body.byteLength, body }
  }
  return { open, methods: documents(), next }
}

/** An entrant whose store keeps rows, hashes or values that have a text in them. */
export function ofTexts<S extends Snapshot, N>(
  open: (id: string) => Resource<S, N>,
  textOf: (state: S) => string,
  next: (text: string) => N,
): Entrant<S, N> {
  return {
    open,
    next,
    methods: {
      create: true,
      storedAsSent: true,
      get(state) {
        const { version, lastModified } = state
        const bytes = new TextEncoder().encode(textOf(state))
        return {
          version,
          ...(lastModified && { lastModified }),
          type: 'text/plain',
          size: bytes.byteLength,
          body: (range) => (range ? bytes.subarray(range.offset, range.offset + range.length) : bytes),
        }
      },
      put: { 'text/plain': async (_, body) => next(await body.text()) },
      delete: true,
    },
  }
}

/** A table as an application has it, in the words that SQLite, D1 and PostgreSQL share. */
export interface Note {
  readonly id: string
  readonly rev: number
  readonly text: string
  readonly changed: unknown
}

/** What its columns are for. */
export const columns = { key: 'id', version: 'rev', lastModified: 'changed' } as const
