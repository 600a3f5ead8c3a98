import { html, nothing, type TemplateResult } from 'lit-html'
import { live } from 'lit-html/directives/live.js'
import type { Field, State } from '../state.ts'
import { type Change, textInput } from './inputs.ts'

/** What the page says of the text that was pasted last. */
export interface PasteReport {
  readonly isWrong: boolean
  readonly lines: readonly string[]
}

/** The request: pasted, or by its parts. */
export function requestInputs(
  state: State,
  change: Change,
  paste: (text: string) => void,
  report: PasteReport | null,
): TemplateResult {
  return html`<section aria-labelledby="request">
    <h2 id="request">The request</h2>
    <div class="input">
      <label for="paste">Paste a curl command or raw HTTP</label>
      <textarea
        id="paste"
        rows="3"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        placeholder="curl -X PUT -H 'If-Match: &quot;6&quot;' http://localhost/note"
        aria-describedby="paste-report"
        aria-invalid=${report?.isWrong ? 'true' : nothing}
        @input=${(event: Event) => paste((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <div id="paste-report" role="status" class=${report?.isWrong ? 'wrong' : 'hint'}>
        ${report?.lines.map((line) => html`<p>${line}</p>`)}
      </div>
    </div>
    <div class="line">
      ${textInput('method', state.method, { label: 'Method', list: 'methods' }, (method) => change({ method }))}
      ${textInput('target', state.target, { label: 'Target' }, (target) => change({ target }))}
    </div>
    <datalist id="methods">
      ${['GET', 'HEAD', 'QUERY', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'].map(
        (method) => html`<option value=${method}></option>`,
      )}
    </datalist>
    ${fieldTable(state.fields, (fields) => change({ fields }))}
  </section>`
}

function fieldTable(fields: readonly Field[], change: (fields: readonly Field[]) => void): TemplateResult {
  const set = (at: number, part: Partial<Field>): void =>
    change(fields.map((field, index) => (index === at ? { ...field, ...part } : field)))
  return html`<table class="fields">
      <caption>
        Fields
      </caption>
      <thead ?hidden=${fields.length === 0}>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col"><span class="unseen">Remove</span></th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(
          ({ name, value }, at) =>
            html`<tr>
              <td>${cell(`Name of field ${at + 1}`, name, (text) => set(at, { name: text }), 'names')}</td>
              <td>${cell(`Value of field ${at + 1}`, value, (text) => set(at, { value: text }))}</td>
              <td>
                <button
                  type="button"
                  class="plain"
                  aria-label="Remove field ${at + 1}, ${name}"
                  @click=${(event: Event) => {
                    change(fields.filter((_, index) => index !== at))
                    focusAfterRemoval(event.target as HTMLElement)
                  }}
                >
                  ✕
                </button>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <button type="button" id="add-field" @click=${() => addField(fields, change)}>Add a field</button>
    <datalist id="names">
      ${['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'If-Range', 'Range'].map(
        (name) => html`<option value=${name}></option>`,
      )}
    </datalist>`
}

function cell(label: string, value: string, change: (text: string) => void, list?: string): TemplateResult {
  return html`<input
    aria-label=${label}
    list=${list ?? nothing}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    .value=${live(value)}
    @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
  />`
}

// Whoever adds a field wants to write it; whoever removes one must not fall to the top of the page.
function addField(fields: readonly Field[], change: (fields: readonly Field[]) => void): void {
  change([...fields, { name: '', value: '' }])
  document.querySelector<HTMLInputElement>('.fields tbody tr:last-child input')?.focus()
}

function focusAfterRemoval(removed: HTMLElement): void {
  if (!removed.isConnected) document.getElementById('add-field')?.focus()
}
