import { render } from 'lit-html'
import './style.css'
import { examples } from './examples.ts'
import { formatFragment, parseFragment } from './link.ts'
import { readPasted } from './pasted.ts'
import { show, type Shown } from './shown.ts'
import type { State } from './state.ts'
import { page, type View } from './view/page.ts'
import type { PasteReport } from './view/request.ts'

const root = document.getElementById('playground')!

let { state, unknown } = parseFragment(location.hash || examples[0]!.of[0]!.fragment)
let pasteReport: PasteReport | null = null
let copyReport = ''
let shown: Shown | null = null
let shows = 0

function draw(): void {
  if (shown === null) return
  const view: View = { state, shown, fragment: formatFragment(state), unknown, pasteReport, copyReport }
  render(page(view, { change, paste, copyLink }), root)
}

/** Draws the inputs at once, and what comes of them as soon as core has said it, unless something newer came meanwhile. */
async function showPage(): Promise<void> {
  draw()
  const turn = ++shows
  const next = await show(state)
  if (turn !== shows) return
  shown = next
  draw()
}

function change(part: Partial<State>): void {
  state = { ...state, ...part }
  unknown = []
  copyReport = ''
  history.replaceState(null, '', `#${formatFragment(state)}`)
  void showPage()
}

function paste(text: string): void {
  if (text.trim() === '') {
    pasteReport = null
    return draw()
  }
  const read = readPasted(text)
  if ('wrong' in read) {
    pasteReport = { isWrong: true, lines: [read.wrong] }
    return draw()
  }
  const { notes, ...asked } = read
  const count = asked.fields.length === 1 ? '1 field' : `${asked.fields.length} fields`
  pasteReport = { isWrong: false, lines: [`Read as ${asked.method} ${asked.target} with ${count}.`, ...notes] }
  change(asked)
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href)
    copyReport = 'Copied.'
  } catch {
    copyReport = 'This browser does not let the page copy: the link is in the address bar.'
  }
  draw()
}

// Listened to in the same turn in which the fragment was read, so that no other one comes in between.
addEventListener('hashchange', () => {
  ;({ state, unknown } = parseFragment(location.hash))
  pasteReport = null
  copyReport = ''
  void showPage()
})

void showPage()
