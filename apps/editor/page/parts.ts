/** The element of the page with an id, of the kind that it must be. */
export function part<E extends HTMLElement>(id: string, kind: new () => E): E {
  const element = document.getElementById(id)
  if (element instanceof kind) return element
  throw new Error(`Cannot start the editor: the page has no ${kind.name} with the id ${id}`)
}

/** A new element with its properties and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...inside)
  return element
}

/** A button that does something. */
export function button(label: string, run: () => void, className = ''): HTMLButtonElement {
  const made = make('button', { type: 'button', className }, label)
  made.addEventListener('click', run)
  return made
}
