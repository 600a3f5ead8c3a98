import { html, nothing, type TemplateResult } from 'lit-html'
import { live } from 'lit-html/directives/live.js'
import type { State } from '../state.ts'

/** Changes some of the state, and shows the page anew. */
export type Change = (part: Partial<State>) => void

interface Labelled {
  readonly label: string
  readonly hint?: string
}

/** A line of text with its label. */
export function textInput(
  key: keyof State & string,
  value: string,
  { label, hint, list }: Labelled & { readonly list?: string },
  change: (text: string) => void,
): TemplateResult {
  return html`<div class="input">
    <label for=${key}>${label}</label>
    <input
      id=${key}
      list=${list ?? nothing}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-describedby=${hint === undefined ? nothing : `${key}-hint`}
      .value=${live(value)}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />
    ${hintOf(key, hint)}
  </div>`
}

/** A box to tick. */
export function checkbox(
  key: keyof State & string,
  isOn: boolean,
  { label, hint }: Labelled,
  change: (isOn: boolean) => void,
): TemplateResult {
  return html`<div class="check">
    <input
      id=${key}
      type="checkbox"
      aria-describedby=${hint === undefined ? nothing : `${key}-hint`}
      .checked=${live(isOn)}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />
    <label for=${key}>${label}</label>
    ${hintOf(key, hint)}
  </div>`
}

/** One of several words. */
export function choice<Word extends string>(
  key: keyof State & string,
  value: Word,
  words: readonly (readonly [Word, string])[],
  { label, hint }: Labelled,
  change: (word: Word) => void,
): TemplateResult {
  return html`<div class="input">
    <label for=${key}>${label}</label>
    <select
      id=${key}
      aria-describedby=${hint === undefined ? nothing : `${key}-hint`}
      .value=${live(value)}
      @change=${(event: Event) => change(words[(event.target as HTMLSelectElement).selectedIndex]![0])}
    >
      ${words.map(([word, text]) => html`<option value=${word} ?selected=${word === value}>${text}</option>`)}
    </select>
    ${hintOf(key, hint)}
  </div>`
}

function hintOf(key: string, hint: string | undefined): TemplateResult | typeof nothing {
  return hint === undefined ? nothing : html`<p class="hint" id="${key}-hint">${hint}</p>`
}
