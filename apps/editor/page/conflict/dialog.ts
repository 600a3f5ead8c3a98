import { lineSeparatorOf } from '../document/document-text.ts'
import type { Version } from '../document/drafts.ts'
import { mergeText } from '../document/merge-text.ts'
import { button, make, part } from '../parts.ts'
import type { Place } from './places.ts'
import { makeResult, type Result } from './result.ts'
import { showVersions } from './versions.ts'

/** The three texts of a conflict. */
export interface Conflict {
  /** What mine was made from; `null`: nothing was there. */
  readonly base: Version | null
  readonly mine: string
  readonly theirs: Version
}

/** What a person chose; `later` also where the dialog was left by Escape. */
export type Chosen =
  | { readonly choice: 'merge'; readonly text: string }
  | { readonly choice: 'mine' }
  | { readonly choice: 'theirs' }
  | { readonly choice: 'later' }

/** Shows both versions and a result that is merged as far as it can be, and waits for a choice. */
export async function askForChoice(nonce: string, conflict: Conflict): Promise<Chosen> {
  const { base, theirs } = conflict
  const { separator, texts } = withLineFeeds([base?.text ?? '', conflict.mine, theirs.text])
  const [baseText, mine, theirText] = texts as [string, string, string]
  const dialog = part('conflict', HTMLDialogElement)
  part('conflict-about', HTMLElement).textContent = aboutOf(conflict)
  const versions = emptied('conflict-versions')
  const pieces = mergeText(baseText, mine, theirText)
  const places = placesBar()
  const result = makeResult(emptied('conflict-result'), nonce, theirs.type, pieces, () => places.show(result.places()))
  places.use(result)
  dialog.showModal()
  // After the dialog is shown: it measures its lines.
  const shown = showVersions(versions, nonce, theirs.type, theirText, mine)
  const title = part('conflict-title', HTMLElement)
  title.focus()
  // To show the first place to choose in, the result scrolls the dialog as well.
  requestAnimationFrame(() => title.parentElement?.scrollTo(0, 0))
  try {
    const chosen = await choiceIn(dialog, result, () => places.goToOpen())
    return chosen.choice === 'merge' ? { ...chosen, text: chosen.text.replaceAll('\n', separator) } : chosen
  } finally {
    shown.destroy()
    result.destroy()
    dialog.close()
  }
}

/** Texts whose lines all end in CR LF are merged without the CRs, which come back at the end. */
function withLineFeeds(all: readonly string[]): { separator: string; texts: readonly string[] } {
  const separators = new Set(all.filter((text) => text.includes('\n')).map(lineSeparatorOf))
  return separators.has('\n') || separators.size === 0
    ? { separator: '\n', texts: all }
    : { separator: '\r\n', texts: all.map((text) => text.replaceAll('\r\n', '\n')) }
}

function aboutOf({ base, theirs }: Conflict): string {
  return base === null
    ? `Somebody else made a document of this name first (${theirs.etag}). Nothing of theirs or yours is lost: choose what is saved.`
    : `Yours was made from ${base.etag ?? 'an older one'}, and somebody else saved ${theirs.etag} since. Nothing of theirs or yours is lost: choose what is saved.`
}

function emptied(id: string): HTMLElement {
  const element = part(id, HTMLElement)
  element.replaceChildren()
  return element
}

function choiceIn(dialog: HTMLDialogElement, result: Result, goToOpen: () => boolean): Promise<Chosen> {
  return new Promise((resolve) => {
    const end = new AbortController()
    const choose = (chosen: Chosen): void => {
      end.abort()
      resolve(chosen)
    }
    const on = (id: string, run: () => void): void =>
      part(id, HTMLButtonElement).addEventListener('click', run, { signal: end.signal })
    on('conflict-merge', () => {
      if (!goToOpen()) choose({ choice: 'merge', text: result.text() })
    })
    on('conflict-mine', () => choose({ choice: 'mine' }))
    on('conflict-theirs', () => choose({ choice: 'theirs' }))
    on('conflict-later', () => choose({ choice: 'later' }))
    dialog.addEventListener(
      'cancel',
      (event) => {
        event.preventDefault()
        choose({ choice: 'later' })
      },
      { signal: end.signal },
    )
  })
}

/** The row that leads through the places where both changed the same lines. */
function placesBar() {
  const status = part('conflict-open', HTMLElement)
  const row = emptied('conflict-places')
  let result: Result | null = null
  let at = 0
  const goTo = (index: number): void => {
    at = index
    result?.goTo(index)
    if (result) show(result.places())
  }
  const useMine = button('Use mine', () => result?.choose(at, 'mine'))
  const choices = [
    useMine,
    button('Use theirs', () => result?.choose(at, 'theirs')),
    button('Use both', () => result?.choose(at, 'both')),
    button('Next place', () => result && goTo((at + 1) % result.places().length)),
  ]
  const label = make('span', {})
  row.append(label, ...choices)

  function show(places: readonly Place[]): void {
    const open = places.filter(({ choice }) => choice === 'open').length
    row.hidden = places.length === 0
    choices.at(-1)!.hidden = places.length < 2
    label.textContent = `Place ${at + 1} of ${places.length}`
    const text =
      places.length === 0
        ? 'Both changes fit together: the result has both.'
        : open === 0
          ? 'All is chosen: the result can be saved.'
          : `You both changed the same lines in ${placesInWords(places.length)}. ${open} to choose.`
    if (status.textContent !== text) status.textContent = text
  }

  return {
    show,
    use(made: Result): void {
      result = made
      if (made.places().length > 0) goTo(0)
      else show([])
    },
    /** Goes to the first place without a choice. Whether there is one. */
    goToOpen(): boolean {
      const open = result?.places().findIndex(({ choice }) => choice === 'open') ?? -1
      if (open === -1) return false
      goTo(open)
      useMine.focus()
      return true
    },
  }
}

function placesInWords(count: number): string {
  return count === 1 ? '1 place' : `${count} places`
}
