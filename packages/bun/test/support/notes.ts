import type { Stored, Upload } from '@ifmatch/core'

/** A row of the tables that are checked. */
export interface Note {
  id: string
  rev: number
  amount: number
  text: string | null
  updated_at: unknown
  write_ids: string
}

export const note = (n: number): Pick<Note, 'amount' | 'text'> => ({ amount: n, text: `text ${n}` })

/** What a row has to keep. */
export const oddNotes: readonly Pick<Note, 'amount' | 'text'>[] = [
  { amount: -0.5, text: null },
  { amount: Number.MAX_SAFE_INTEGER, text: '' },
  { amount: 1, text: '日本語 👩‍👩‍👧 "?" $1 :a {}' },
  { amount: 1, text: 'x'.repeat(200_000) },
]

/** How rows are compared and counted. */
export const ofNotes = {
  number: ({ amount }: Pick<Note, 'amount'>): number => Number(amount),
  same: (state: Note, next: Partial<Note>): boolean => state.amount === next.amount && state.text === next.text,
  values: oddNotes,
}

/** An upload of a text or of bytes, as core's documents() makes it. */
export function upload(content: string | Uint8Array<ArrayBuffer>, type: string | null = 'text/plain'): Upload {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { type, size: body.byteLength, body }
}

const bytesOf = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).map((_, n) => (n * 31) ^ (n >> 8))

/** How documents are compared, whole and by a range. */
export const ofDocuments = {
  values: [
    upload('', null),
    upload('日本語 \0'),
    upload(bytesOf(512), 'image/png'),
    upload(bytesOf(200_000), 'image/png'),
  ],
  async same(state: Stored, next: Upload): Promise<boolean> {
    const sent = Buffer.from(next.body as Uint8Array)
    if ((state.type ?? null) !== next.type || state.size !== sent.byteLength) return false
    const offset = Math.floor(sent.length / 2)
    const part = { offset, length: sent.length - offset }
    return (
      sent.equals(await read(state)) && (part.length === 0 || sent.subarray(offset).equals(await read(state, part)))
    )
  },
}

async function read(state: Stored, range?: { offset: number; length: number }): Promise<Uint8Array> {
  const content = await state.body(range)
  if (content === null) throw new Error('The document changed meanwhile')
  return new Response(content as BodyInit).bytes()
}
