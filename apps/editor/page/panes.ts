import { part } from './parts.ts'

const key = 'ifmatch panes'

/** The panes that can be shown beside the text: each has a button, and stays as it was left. */
export function preparePanes(shown: () => void): void {
  const wide = window.matchMedia('(min-width: 60rem)').matches
  const saved = readSaved()
  for (const name of ['preview', 'exchange']) {
    const pane = part(name, HTMLElement)
    const toggle = part(`show-${name}`, HTMLButtonElement)
    const show = (visible: boolean): void => {
      pane.hidden = !visible
      toggle.setAttribute('aria-pressed', String(visible))
      document.body.classList.toggle(`with-${name}`, visible)
      shown()
    }
    show(saved[name] ?? wide)
    toggle.addEventListener('click', () => {
      show(pane.hidden === true)
      save({ ...readSaved(), [name]: !pane.hidden })
    })
  }
}

function readSaved(): Partial<Record<string, boolean>> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Record<string, boolean>>
  } catch {
    return {}
  }
}

function save(panes: Partial<Record<string, boolean>>): void {
  try {
    localStorage.setItem(key, JSON.stringify(panes))
  } catch {
    // Where nothing can be kept, the panes are as they are at first.
  }
}
