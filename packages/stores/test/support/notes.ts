/** A row of the tables that are checked. */
export interface Note {
  id: string
  rev: number
  amount: number
  text: string | null
  updated_at: unknown
  write_ids: string
}

/** The columns of such a table. */
export const columns = {
  key: 'id',
  version: 'rev',
  lastModified: 'updated_at',
  writeIds: 'write_ids',
  sequence: 'notes_versions',
} as const

/** What is written into a row. */
export type NoteWrite = Pick<Note, 'amount' | 'text'>

export const note = (n: number): NoteWrite => ({ amount: n, text: `text ${n}` })

/** What a row has to keep. */
export const oddNotes: readonly NoteWrite[] = [
  { amount: -0.5, text: null },
  { amount: Number.MAX_SAFE_INTEGER, text: '' },
  { amount: 0, text: "'; DROP TABLE notes; --" },
  { amount: 1, text: '日本語 👩‍👩‍👧 "?" $1 :a {}' },
  { amount: 1, text: 'x'.repeat(1 << 20) },
]

/** Whether a row holds what was written. */
export function sameNote(state: NoteWrite, next: NoteWrite): boolean {
  return state.amount === next.amount && state.text === next.text
}
