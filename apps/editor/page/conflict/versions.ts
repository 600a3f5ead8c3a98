import { MergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { basics } from '../editing/editor.ts'
import { languageExtension } from '../editing/languages.ts'

/** Shows theirs and mine side by side, with what differs marked; to be read only. */
export function showVersions(
  parent: HTMLElement,
  nonce: string,
  type: string,
  theirs: string,
  mine: string,
): { destroy(): void } {
  const extensions = (label: string): Extension => [
    EditorState.lineSeparator.of('\n'),
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
    basics(label, nonce),
    languageExtension(type),
  ]
  return new MergeView({
    parent,
    a: { doc: theirs, extensions: extensions('Theirs, to read') },
    b: { doc: mine, extensions: extensions('Mine, to read') },
    highlightChanges: true,
    gutter: false,
    collapseUnchanged: { margin: 2, minSize: 5 },
    diffConfig: { scanLimit: 2000, timeout: 300 },
  })
}
