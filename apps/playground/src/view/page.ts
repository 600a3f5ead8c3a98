import { html, nothing, type TemplateResult } from 'lit-html'
import { examples } from '../examples.ts'
import type { Shown } from '../shown.ts'
import type { State } from '../state.ts'
import type { Change } from './inputs.ts'
import { type PasteReport, requestInputs } from './request.ts'
import { result, verdict } from './result.ts'
import { heldInputs, optionInputs } from './server.ts'

/** All that the page shows. */
export interface View {
  readonly state: State
  readonly shown: Shown
  /** The fragment of this state: the example with the same one is the one that is open. */
  readonly fragment: string
  /** Parts of the link that was followed which say nothing here. */
  readonly unknown: readonly string[]
  readonly pasteReport: PasteReport | null
  /** What became of copying the link. */
  readonly copyReport: string
}

/** What one can do with it. */
export interface Actions {
  readonly change: Change
  readonly paste: (text: string) => void
  readonly copyLink: () => void
}

/** The whole page. */
export function page(view: View, { change, paste, copyLink }: Actions): TemplateResult {
  const { state, shown, unknown, pasteReport, copyReport } = view
  return html`
    <header>
      <h1>ifmatch playground</h1>
      <p>
        A request may carry conditions: “only if it changed”, “only if nobody else saved meanwhile”. See how a server
        decides them, step by step, as
        <a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2">RFC 9110, Section 13.2.2</a> counts the
        steps. Nothing leaves this page.
      </p>
      ${exampleList(view.fragment)}
    </header>
    <main>
      <div class="answer">
        ${
          unknown.length === 0
            ? nothing
            : html`<p class="wrong" role="status">This link has parts that say nothing here: ${unknown.join(', ')}.</p>`
        }
        ${story(view.fragment)} ${verdict(shown)}
      </div>
      <form class="inputs" aria-label="Request and server" @submit=${(event: Event) => event.preventDefault()}>
        ${requestInputs(state, change, paste, pasteReport)} ${heldInputs(state, change)} ${optionInputs(state, change)}
      </form>
      <div class="result">
        ${result(shown)}
        <p class="copy">
          <button type="button" @click=${copyLink}>Copy a link to this</button>
          <span role="status">${copyReport}</span>
        </p>
      </div>
    </main>
  `
}

function exampleList(fragment: string): TemplateResult {
  return html`<nav aria-label="Examples">
    ${examples.map(
      ({ about, of }) =>
        html`<div>
          <h2>${about}</h2>
          <ul>
            ${of.map(
              (example) =>
                html`<li>
                  <a href="#${example.fragment}" aria-current=${example.fragment === fragment ? 'true' : nothing}
                    >${example.title}</a
                  >
                </li>`,
            )}
          </ul>
        </div>`,
    )}
  </nav>`
}

function story(fragment: string): TemplateResult | typeof nothing {
  const open = examples.flatMap(({ of }) => of).find((example) => example.fragment === fragment)
  return open === undefined ? nothing : html`<p class="story"><strong>${open.title}.</strong> ${open.story}</p>`
}
