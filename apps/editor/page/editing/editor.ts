import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, type Extension, Transaction } from '@codemirror/state'
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { lineSeparatorOf } from '../document/document-text.ts'
import { languageExtension } from './languages.ts'

/** A change that was not typed. */
const shown = Annotation.define<true>()

/** The text field of the page. */
export interface Editor {
  /**
   * Shows a text, with the cursor where it was in what is the same. Undo leaves it: it takes back what was typed here, and
   * never what somebody else saved.
   */
  show(text: string, type: string): void
  setReadOnly(readOnly: boolean): void
  focus(): void
}

/** Settings that all text fields of the page share. */
export function basics(label: string, nonce: string): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    highlightSpecialChars(),
    drawSelection(),
  ]
}

/** Makes the text field; `typed` is told the whole text after each change by hand. */
export function makeEditor(parent: HTMLElement, nonce: string, typed: (text: string) => void): Editor {
  const language = new Compartment()
  const separator = new Compartment()
  const readOnly = new Compartment()
  let type = ''
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        basics('Text of the document', nonce),
        history(),
        highlightSelectionMatches(),
        keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        language.of([]),
        separator.of([]),
        readOnly.of(EditorState.readOnly.of(true)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.every((one) => one.annotation(shown)))
            typed(update.state.sliceDoc())
        }),
      ],
    }),
  })

  return {
    show(text, nextType) {
      if (nextType !== type) {
        type = nextType
        view.dispatch({ effects: language.reconfigure(languageExtension(type)) })
      }
      const ending = lineSeparatorOf(text)
      if (view.state.lineBreak !== ending) {
        view.dispatch({ effects: separator.reconfigure(EditorState.lineSeparator.of(ending)) })
      }
      const change = changeBetween(view.state.doc.toString(), view.state.toText(text).toString())
      if (change) {
        const annotations = [shown.of(true), Transaction.addToHistory.of(false)]
        view.dispatch({ changes: change, annotations })
      }
    },
    setReadOnly(value) {
      if (view.state.readOnly !== value)
        view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(value)) })
    },
    focus: () => view.focus(),
  }
}

/** The one change that makes a text of another: what both begin and end with stays. */
export function changeBetween(from: string, to: string): { from: number; to: number; insert: string } | null {
  if (from === to) return null
  const shortest = Math.min(from.length, to.length)
  let start = 0
  while (start < shortest && from[start] === to[start]) start++
  let end = 0
  while (end < shortest - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) }
}
