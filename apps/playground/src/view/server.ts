import { html, nothing, type TemplateResult } from 'lit-html'
import { live } from 'lit-html/directives/live.js'
import type { State } from '../state.ts'
import { type Change, checkbox, choice, textInput } from './inputs.ts'

/** What the server has of the target: its validators, and the content behind them. */
export function heldInputs(state: State, change: Change): TemplateResult {
  const { held } = state
  return html`<section aria-labelledby="held-now">
    <h2 id="held-now">What the server has</h2>
    ${choice(
      'held',
      held,
      [
        ['version', 'A version: its tag is made from it'],
        ['etag', 'An ETag that was made elsewhere'],
        ['date', 'A time of change, and no tag'],
        ['exists', 'Content without any validator'],
        ['nothing', 'Nothing is there'],
      ],
      { label: 'It has' },
      (kind) => change({ held: kind }),
    )}
    ${
      held === 'version'
        ? html`<div class="line">
              ${textInput('version', state.version, { label: 'Version' }, (version) => change({ version }))}
              ${textInput('variant', state.variant, { label: 'Variant (html, gzip, de)' }, (variant) =>
                change({ variant }),
              )}
            </div>
            ${checkbox('weak', state.weak, { label: 'Weak: good for caches, no guard for writes' }, (weak) =>
              change({ weak }),
            )}`
        : nothing
    }
    ${
      held === 'etag'
        ? textInput('etag', state.etag, { label: 'ETag, with its quotes' }, (etag) => change({ etag }))
        : nothing
    }
    ${
      held === 'version' || held === 'etag' || held === 'date'
        ? html`${textInput(
            'lastModified',
            state.lastModified,
            { label: 'Last-Modified', hint: 'Such as Sat, 14 Nov 2026 10:00:00 GMT' },
            (lastModified) => change({ lastModified }),
          )}
          ${checkbox(
            'dateIsStrong',
            state.dateIsStrong,
            { label: 'The date is strong: it never changes twice in one second' },
            (dateIsStrong) => change({ dateIsStrong }),
          )}`
        : nothing
    }
    ${held === 'nothing' ? nothing : contentInput(state.content, change)}
  </section>`
}

function contentInput(content: string, change: Change): TemplateResult {
  return html`<div class="input">
    <label for="content">Content</label>
    <textarea
      id="content"
      rows="2"
      spellcheck="false"
      .value=${live(content)}
      @input=${(event: Event) => change({ content: (event.target as HTMLTextAreaElement).value })}
    ></textarea>
  </div>`
}

/** How the server evaluates: the options of core. */
export function optionInputs(state: State, change: Change): TemplateResult {
  return html`<section aria-labelledby="options">
    <h2 id="options">How the server is set</h2>
    ${checkbox(
      'require',
      state.require,
      { label: 'require', hint: 'A PUT, PATCH or DELETE must say which state it was made from.' },
      (require) => change({ require }),
    )}
    ${checkbox(
      'rejectUnreadable',
      state.rejectUnreadable,
      { label: 'unreadable: reject', hint: 'A list of tags that cannot be read is 400.' },
      (rejectUnreadable) => change({ rejectUnreadable }),
    )}
    ${choice(
      'ifMatch',
      state.ifMatch,
      [
        ['strong', 'strong: as the RFC says'],
        ['intermediaries', 'intermediaries: undo what proxies do to tags'],
        ['version', 'version: weak tags guard, for FHIR, SCIM, OData'],
      ],
      { label: 'ifMatch' },
      (ifMatch) => change({ ifMatch }),
    )}
    ${choice(
      'create',
      state.create,
      [
        ['by-method', 'as the method says'],
        ['yes', 'yes: this request may create'],
        ['no', 'no: a missing resource is 404'],
      ],
      { label: 'create' },
      (create) => change({ create }),
    )}
  </section>`
}
