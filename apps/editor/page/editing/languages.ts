import { json } from '@codemirror/lang-json'
import { markdown } from '@codemirror/lang-markdown'
import { syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { lineNumbers } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import { languageOf } from '../document/document-text.ts'

/** The colours of a media type; the style sheet has them, by class. */
export function languageExtension(type: string): Extension {
  const colours = syntaxHighlighting(classHighlighter)
  switch (languageOf(type)) {
    case 'markdown':
      return [markdown(), colours]
    case 'json':
      return [json(), colours, lineNumbers()]
    default:
      return []
  }
}
