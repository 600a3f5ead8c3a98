import { diff3Merge } from 'node-diff3'

/** A stretch of a merge: one that is settled, or one that both sides changed. */
export type Piece =
  | { readonly is: 'settled'; readonly text: string }
  | { readonly is: 'open'; readonly mine: string; readonly theirs: string }

/** What diff3Merge gives, which its own declarations leave open. */
type Region = { readonly ok?: readonly string[]; readonly conflict?: { readonly a: string[]; readonly b: string[] } }

/**
 * Merges two texts that were made from one, line by line. What one side alone changed is settled, and what both changed in
 * the same way; where both changed the same lines differently, both texts are kept for a person to choose from.
 */
export function mergeText(base: string, mine: string, theirs: string): Piece[] {
  if (mine === theirs || theirs === base) return settled(mine)
  if (mine === base) return settled(theirs)
  // What all three begin and end with needs no comparison, and most of a document is that.
  const lines = [base, mine, theirs].map(linesOf)
  const [start, end] = common(lines)
  const [o = [], a = [], b = []] = lines.map((all) => all.slice(start, all.length - end))
  const regions: readonly Region[] = diff3Merge(a, o, b, { excludeFalseConflicts: true })
  const pieces: Piece[] = [
    { is: 'settled', text: lines[0]!.slice(0, start).join('') },
    ...regions.map(pieceOf),
    { is: 'settled', text: lines[0]!.slice(lines[0]!.length - end).join('') },
  ]
  return joined(pieces)
}

/** The text of a merge in which nothing is open, or else `null`. */
export function settledText(pieces: readonly Piece[]): string | null {
  return pieces.every((piece) => piece.is === 'settled') ? pieces.map(({ text }) => text).join('') : null
}

function settled(text: string): Piece[] {
  return text === '' ? [] : [{ is: 'settled', text }]
}

/** The lines of a text, each with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** How many lines all texts begin with, and how many of the others they end with. */
function common(texts: readonly (readonly string[])[]): [start: number, end: number] {
  const shortest = Math.min(...texts.map(({ length }) => length))
  const same = (at: (text: readonly string[]) => string | undefined): boolean =>
    texts.every((text) => at(text) === at(texts[0]!))
  let start = 0
  while (start < shortest && same((text) => text[start])) start++
  let end = 0
  while (end < shortest - start && same((text) => text[text.length - 1 - end])) end++
  return [start, end]
}

function pieceOf({ ok, conflict }: Region): Piece {
  return conflict
    ? { is: 'open', mine: conflict.a.join(''), theirs: conflict.b.join('') }
    : { is: 'settled', text: (ok ?? []).join('') }
}

/** The pieces without empty ones, and with neighbours that are settled as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (piece.is === 'open') all.push(piece)
    else if (last?.is === 'settled') all[all.length - 1] = { is: 'settled', text: last.text + piece.text }
    else if (piece.text !== '') all.push(piece)
  }
  return all
}
