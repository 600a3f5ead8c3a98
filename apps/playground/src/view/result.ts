import type { Step } from '@ifmatch/core'
import { html, nothing, type TemplateResult } from 'lit-html'
import { classMap } from 'lit-html/directives/class-map.js'
import type { Shown } from '../shown.ts'
import { outcomeOf, purposeOf, sectionOf, sentence, titleOf } from '../words.ts'
import { diagram } from './diagram.ts'

/** The answer in one sentence. It is read out when it changes. */
export function verdict(shown: Shown): TemplateResult {
  return 'mistake' in shown
    ? html`<div class="verdict refused" role="status">
        <h2>These are no validators</h2>
        <p>The developer of the server is told so at once, by an exception:</p>
        <p><code>TypeError: ${shown.mistake}</code></p>
      </div>`
    : html`<div class="verdict ${toneOf(shown.status)}" role="status">
        <h2>${shown.title}</h2>
        <p>${shown.explanation}</p>
      </div>`
}

/** How the answer came about, and the message that is sent. */
export function result(shown: Shown): TemplateResult | typeof nothing {
  if ('mistake' in shown) return nothing
  const { request, title, boxes, isEndReached, steps, current, message, instead } = shown
  return html`
    <section aria-labelledby="path">
      <h2 id="path">How it is decided</h2>
      <div class="path">
        ${diagram(boxes, request, isEndReached ? title : null)}
        ${steps.length > 0 ? nothing : html`<p>The fields decide this alone, before any condition is asked.</p>`}
        <ol class="steps" ?hidden=${steps.length === 0}>
          ${steps.map((step) => stepItem(step, shown.received(step), current.etag, current.lastModified))}
        </ol>
      </div>
    </section>
    <section aria-labelledby="message">
      <h2 id="message">What is sent</h2>
      ${message === null ? html`<p>${instead}</p>` : html`<pre><code>${message}</code></pre>`}
    </section>
  `
}

function stepItem(
  step: Step,
  received: string | null,
  etag: string | null,
  lastModified: string | null,
): TemplateResult {
  const { text, href } = sectionOf(step)
  const isQuiet = step.outcome === 'ignored' && received === null && step.status === null
  const now = step.field.endsWith('-Since') ? lastModified : etag
  return html`<li class=${classMap({ quiet: isQuiet, decided: step.status !== null })}>
    <h3>
      ${titleOf(step)} <span class="outcome ${step.outcome}">${outcomeOf(step)}</span>
      ${step.status === null ? nothing : html`<span class="status">→ ${step.status}</span>`}
    </h3>
    ${isQuiet ? nothing : html`<p class="purpose">${purposeOf(step)}</p>`}
    <p>${sentence(step.because)} <a href=${href}>${text}</a></p>
    ${
      received === null
        ? nothing
        : html`<dl>
            <div>
              <dt>Sent</dt>
              <dd><code>${received === '' ? '(empty)' : received}</code></dd>
            </div>
            ${
              step.section === '14.2'
                ? nothing
                : html`<div>
                    <dt>Now</dt>
                    <dd>${now === null ? 'none' : html`<code>${now}</code>`}</dd>
                  </div>`
            }
          </dl>`
    }
  </li>`
}

function toneOf(status: number | null): string {
  if (status === null || status < 300) return 'done'
  return status === 304 ? 'saved' : 'refused'
}
