import { defaultKeymap, history, historyKeymap, invertedEffects } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { basics } from '../editing/editor.ts'
import { languageExtension } from '../editing/languages.ts'
import type { Piece } from '../document/merge-text.ts'
import { chosen, type Place, placesField, resultOf, textOf } from './places.ts'

/** The text field of the result of a merge. */
export interface Result {
  readonly text: () => string
  readonly places: () => readonly Place[]
  /** Puts one version, or both, into a place. */
  choose(index: number, choice: 'mine' | 'theirs' | 'both'): void
  /** Brings a place into view, and the cursor to it. */
  goTo(index: number): void
  destroy(): void
}

/** Makes the text field of the result, which begins with what could be merged; `changed` is told of each change. */
export function makeResult(
  parent: HTMLElement,
  nonce: string,
  type: string,
  pieces: readonly Piece[],
  changed: () => void,
): Result {
  const { text, places } = resultOf(pieces)
  const field = placesField(places)
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        // The lines keep their ends: the pieces have them, and saving must change no line that nobody touched.
        EditorState.lineSeparator.of('\n'),
        basics('The result, which you can edit', nonce),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        languageExtension(type),
        field,
        invertedEffects.of(({ effects, startState }) =>
          effects
            .filter((effect) => effect.is(chosen))
            .map(({ value: { index } }) => chosen.of({ index, choice: startState.field(field)[index]!.choice })),
        ),
        EditorView.updateListener.of((update) => {
          if (update.startState.field(field) !== update.state.field(field) || update.docChanged) changed()
        }),
      ],
    }),
  })
  return {
    text: () => view.state.sliceDoc(),
    places: () => view.state.field(field),
    choose(index, choice) {
      const place = view.state.field(field)[index]
      if (!place) return
      const { from, to } = place
      view.dispatch({
        changes: { from, to, insert: textOf(place, choice) },
        effects: chosen.of({ index, choice }),
      })
    },
    goTo(index) {
      const place = view.state.field(field)[index]
      if (!place) return
      view.dispatch({
        selection: { anchor: place.from },
        effects: EditorView.scrollIntoView(place.from, { y: 'center' }),
      })
    },
    destroy: () => view.destroy(),
  }
}
