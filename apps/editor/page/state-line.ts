import { languageOf } from './document/document-text.ts'
import { type Happening, isUnsaved, type State } from './document/state.ts'

/** What a state comes to, in a few words, read out when they change. */
export function stateLine(state: State, happening: Happening | null): string {
  const { phase, base, text, newer, conflict, waits, away } = state
  switch (phase) {
    case 'loading':
      return away === null
        ? 'Loading'
        : away === 'refusing'
          ? 'The server answers with an error'
          : 'The server does not answer'
    case 'saving':
      return 'Saving'
    case 'no text':
      return 'No text'
    default:
  }
  if (waits) return away === 'busy' ? 'Waits for the server' : 'Waits for the network'
  if (conflict) return 'Not saved: somebody else was faster'
  if (newer === 'deleted') return 'Deleted by somebody else'
  if (newer !== null) return 'Not saved: a newer version is there'
  if (happening === 'updated') return 'Somebody else saved: this is the newest version'
  if (happening === 'restored') return 'Not saved yet: restored from this browser'
  if (base === null && text === '') return 'New, not saved yet'
  return isUnsaved(state) ? 'Not saved yet' : 'Saved'
}

/** The media type, in a word. */
export function typeInWords(type: string): string {
  const language = languageOf(type)
  return language === 'markdown' ? 'Markdown' : language === 'json' ? 'JSON' : type.split(';')[0]!
}
