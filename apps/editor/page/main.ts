import { askForChoice } from './conflict/dialog.ts'
import { clientServer } from './document/client-server.ts'
import { typeOfNew } from './document/document-text.ts'
import { type DraftStorage, Drafts } from './document/drafts.ts'
import { mergeText, settledText } from './document/merge-text.ts'
import { poll } from './document/polling.ts'
import { Session } from './document/session.ts'
import { type Happening, isEdited, isUnsaved, type State } from './document/state.ts'
import { findDraft, holdTab } from './document/tab.ts'
import { makeEditor } from './editing/editor.ts'
import { hasPreview, Preview } from './editing/preview.ts'
import { watchedFetch } from './exchange/exchange.ts'
import { exchangePanel } from './exchange/panel.ts'
import { noticesOf, showNotices } from './notices.ts'
import { preparePanes } from './panes.ts'
import { part } from './parts.ts'
import { askFirst } from './question.ts'
import { stateLine, typeInWords } from './state-line.ts'

const id = document.body.dataset.document!
const nonce = document.querySelector('script')!.nonce
const url = new URL(`/documents/${id}`, location.href).href

const fetch = watchedFetch(globalThis.fetch.bind(globalThis), exchangePanel(part('exchanges', HTMLElement)))
const [saveButton, deleteButton] = ['save', 'delete'].map((name) => part(name, HTMLButtonElement)) as [
  HTMLButtonElement,
  HTMLButtonElement,
]
const previewPane = part('preview', HTMLElement)
const preview = new Preview(previewPane)
const editor = makeEditor(part('text', HTMLElement), nonce, (text) => session.type(text))

const drafts = new Drafts(storageOf('localStorage'), id, await holdTab(storageOf('sessionStorage')))
const choice = new URLSearchParams(location.search).get('as')
const session = new Session(clientServer(url, fetch), drafts, typeOfNew(id, choice), show)

let choosing = false

function show(state: State, happening: Happening | null): void {
  const { phase, base, type, text, newer, conflict, unkept } = state
  editor.setReadOnly(phase === 'loading' || phase === 'no text')
  editor.show(text, type)
  setText('state', stateLine(state, happening))
  document.body.dataset.state = phase !== 'editing' ? phase : isUnsaved(state) ? 'unsaved' : base ? 'saved' : 'new'
  part('facts', HTMLElement).hidden = phase === 'loading' || phase === 'no text'
  setText('type', typeInWords(type))
  setText('tag', base === null ? 'new' : (base.etag ?? 'no tag'))
  document.title = `${isUnsaved(state) ? '● ' : ''}${id}`
  saveButton.disabled = phase !== 'editing' || (base !== null && !isUnsaved(state))
  saveButton.textContent = newer === 'deleted' ? 'Make it again' : 'Save'
  deleteButton.disabled = phase !== 'editing' || base === null || newer !== null
  part('show-preview', HTMLButtonElement).hidden = phase === 'no text' || !hasPreview(type)
  renderPreview()
  showNotices(noticesOf(state, actions))
  window.onbeforeunload = unkept ? (event) => event.preventDefault() : null
  if (conflict && !choosing) void choose()
}

function setText(id: string, text: string): void {
  const element = part(id, HTMLElement)
  // A live region is read out again when it is written again.
  if (element.textContent !== text) element.textContent = text
}

function renderPreview(): void {
  const { phase, type, text } = session.state
  const none = phase === 'no text' || !hasPreview(type)
  document.body.classList.toggle('without-preview', none)
  if (!none && !previewPane.hidden) preview.show(type, text)
}

/** Lets a person choose between the text and what somebody else saved. */
async function choose(): Promise<void> {
  const { base, text, newer } = session.state
  if (choosing || newer === null || newer === 'deleted') return
  choosing = true
  const chosen = await askForChoice(nonce, { base, mine: text, theirs: newer })
  choosing = false
  editor.focus()
  if (chosen.choice === 'theirs') session.takeTheirs(newer)
  else if (chosen.choice === 'later') session.decideLater()
  else if (chosen.choice === 'mine') await session.keepMine(newer)
  else if (chosen.choice === 'merge') {
    session.take(newer, chosen.text)
    await session.save()
  }
}

const actions = {
  compare: () => void choose(),
  merge() {
    const { base, text, newer } = session.state
    if (newer === null || newer === 'deleted') return
    const merged = settledText(mergeText(base?.text ?? '', text, newer.text))
    if (merged === null) return void choose()
    session.take(newer, merged)
    editor.focus()
  },
  makeAgain: () => void session.save().then(() => editor.focus()),
  letGo() {
    session.letGo()
    location.assign('/')
  },
  openAsItIs: () => location.assign(url),
  bringBack() {
    session.bringBack()
    editor.focus()
  },
  forgetAside() {
    session.forgetAside()
    editor.focus()
  },
}

deleteButton.addEventListener('click', async () => {
  const { base } = session.state
  const lost = isEdited(session.state) ? ' What you typed and did not save is given up, too.' : ''
  const about = `It is deleted only if it is still ${base?.etag}, the version that you see.${lost}`
  if (!(await askFirst(`Delete ${id}?`, about, 'Delete it'))) return
  await session.delete()
  if (session.state.base === null && !isUnsaved(session.state)) location.assign('/')
})
saveButton.addEventListener('click', () => void session.save().then(() => editor.focus()))
window.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
  event.preventDefault()
  if (document.querySelector('dialog[open]') === null) void session.save()
})

preparePanes(renderPreview)
await session.open(await findDraft(drafts))
editor.focus()
poll(async () => {
  await session.look()
  return session.state.away === null
})

/** The browser's storage, or one that keeps nothing where it may not be used. */
function storageOf(name: 'localStorage' | 'sessionStorage'): DraftStorage {
  try {
    return window[name]
  } catch {
    const refuse = (): never => {
      throw new Error('There is no storage')
    }
    return { length: 0, key: () => null, getItem: () => null, setItem: refuse, removeItem: () => {} }
  }
}
