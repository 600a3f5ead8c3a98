import { part } from './parts.ts'

const key = 'ifmatch panes'

/**
 * The panes that can be shown beside the text: each has a button, and stays as it was left. Where there is no room beside the
 * text, a pane is shown in its place, one at a time, and the text at first.
 */
export function preparePanes(shown: () => void): void {
  const wide = window.matchMedia('(min-width: 60rem)')
  const panes = ['preview', 'exchange'].map((name) => {
    const pane = part(name, HTMLElement)
    const toggle = part(`show-${name}`, HTMLButtonElement)
    const show = (visible: boolean): void => {
      pane.hidden = !visible
      toggle.setAttribute('aria-pressed', String(visible))
      document.body.classList.toggle(`with-${name}`, visible)
    }
    return { name, pane, toggle, show }
  })
  const begin = (): void => {
    const saved = readSaved()
    for (const { name, show } of panes) show(wide.matches && (saved[name] ?? true))
    shown()
  }
  for (const { name, pane, toggle, show } of panes) {
    toggle.addEventListener('click', () => {
      const visible = pane.hidden === true
      if (wide.matches) save({ ...readSaved(), [name]: visible })
      else for (const other of panes) other.show(false)
      show(visible)
      shown()
    })
  }
  wide.addEventListener('change', begin)
  begin()
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
