import DOMPurify, { type Config } from 'dompurify'
import { marked } from 'marked'
import { languageOf } from '../document/document-text.ts'
import { make } from '../parts.ts'

DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  // The text stays open when a link of it is followed.
  if (element.tagName !== 'A' || !element.hasAttribute('href')) return
  element.setAttribute('target', '_blank')
  element.setAttribute('rel', 'noopener noreferrer')
})

const rules = {
  RETURN_DOM_FRAGMENT: true,
  // What strangers wrote has neither a look nor a form of its own, and no name that a script could take for another's.
  FORBID_TAGS: ['style', 'form', 'button', 'select', 'textarea', 'dialog'],
  FORBID_ATTR: ['style', 'class', 'tabindex', 'popover', 'autofocus', 'accesskey'],
  ALLOW_ARIA_ATTR: false,
  SANITIZE_NAMED_PROPS: true,
} satisfies Config

/** Whether a media type has a preview. */
export function hasPreview(type: string): boolean {
  return languageOf(type) !== 'text'
}

/** Shows what a text will look like: Markdown as a page, with nothing in it that could run; JSON indented. */
export class Preview {
  readonly #parent: HTMLElement
  #shown: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  // How long it took the last time, in milliseconds.
  #cost = 0

  constructor(parent: HTMLElement) {
    this.#parent = parent
  }

  /** Shows it at once where that is quick; a long text when nothing was typed for a while. */
  show(type: string, text: string): void {
    const now = `${type} ${text}`
    clearTimeout(this.#timer)
    if (now === this.#shown) return
    const render = (): void => {
      const begun = performance.now()
      this.#shown = now
      this.#parent.replaceChildren(languageOf(type) === 'json' ? jsonPreview(text) : markdownPreview(text))
      // To lay it out takes as long again.
      this.#cost = (performance.now() - begun) * 2
    }
    if (this.#cost < quick) render()
    else this.#timer = setTimeout(render, 300 + this.#cost)
  }
}

// Nobody feels it while typing, in milliseconds.
const quick = 30

function markdownPreview(text: string): Node {
  const fragment = DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true }), rules)
  for (const box of fragment.querySelectorAll('input')) box.setAttribute('aria-label', 'Done')
  return fragment
}

function jsonPreview(text: string): Node {
  try {
    return make('pre', {}, JSON.stringify(JSON.parse(text), null, 2))
  } catch (error) {
    return make('p', { className: 'quiet' }, `This is no JSON yet: ${(error as Error).message}`)
  }
}
