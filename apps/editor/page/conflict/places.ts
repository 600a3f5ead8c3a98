import { type Range, StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView } from '@codemirror/view'
import type { Piece } from '../document/merge-text.ts'

/** What a place of the result holds. */
export type Choice = 'open' | 'mine' | 'theirs' | 'both' | 'edited'

/** A place of the result where both sides changed the same lines. */
export interface Place {
  readonly from: number
  readonly to: number
  readonly mine: string
  readonly theirs: string
  readonly choice: Choice
}

/** The text that a merge begins with, both versions of what is open in it, and the places of those. */
export function resultOf(pieces: readonly Piece[]): { text: string; places: Place[] } {
  let text = ''
  const places: Place[] = []
  for (const piece of pieces) {
    const from = text.length
    text += piece.is === 'settled' ? piece.text : bothOf(piece)
    if (piece.is === 'open') {
      places.push({ from, to: text.length, mine: piece.mine, theirs: piece.theirs, choice: 'open' })
    }
  }
  return { text, places }
}

/** The text of a place for a choice. */
export function textOf({ mine, theirs }: Pick<Place, 'mine' | 'theirs'>, choice: 'mine' | 'theirs' | 'both'): string {
  return choice === 'mine' ? mine : choice === 'theirs' ? theirs : bothOf({ mine, theirs })
}

function bothOf({ mine, theirs }: Pick<Place, 'mine' | 'theirs'>): string {
  return mine === '' || theirs === '' || mine.endsWith('\n') ? mine + theirs : `${mine}\n${theirs}`
}

/** Says that a place has a choice now, by its number. */
export const chosen = StateEffect.define<{ readonly index: number; readonly choice: Choice }>()

/** The places, wherever typing moves them; typing in one is a choice, too. */
export function placesField(places: readonly Place[]): StateField<readonly Place[]> {
  return StateField.define<readonly Place[]>({
    create: () => places,
    update(before, { changes, docChanged, effects }) {
      const choices = new Map(
        effects.flatMap((effect) => (effect.is(chosen) ? [[effect.value.index, effect.value.choice]] : [])),
      )
      if (!docChanged && choices.size === 0) return before
      return before.map((place, index) => {
        const { from, to } = place
        const typed = changes.touchesRange(from, to) !== false && choices.size === 0
        const choice = choices.get(index) ?? (typed ? 'edited' : place.choice)
        return { ...place, from: changes.mapPos(from, -1), to: changes.mapPos(to, 1), choice }
      })
    },
    provide: (field) => EditorView.decorations.from(field, (all) => (view) => decorationsOf(view, all)),
  })
}

function decorationsOf({ state }: EditorView, places: readonly Place[]) {
  const marks: Range<Decoration>[] = []
  for (const { from, to, mine, choice } of places) {
    for (let at = from; at < to || at === from;) {
      const { from: start, to: end } = state.doc.lineAt(Math.min(at, state.doc.length))
      // While nothing is chosen, mine comes first and theirs behind it.
      const side = choice !== 'open' ? '' : start < from + mine.length ? ' mine' : ' theirs'
      if (marks.at(-1)?.from !== start) marks.push(Decoration.line({ class: `place${side}` }).range(start))
      at = end + 1
    }
  }
  return Decoration.set(marks, true)
}
