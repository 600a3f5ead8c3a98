import { html } from 'hono/html'
import { nameOf, type PageFile } from './page-files.ts'

/**
 * The editor's page for one document. Scripts and styles come from here alone; the nonce lets in the styles that the
 * editor makes as it goes, and so each answer is for one use.
 */
export function editPage(id: string, files: readonly PageFile[]): Response {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
  return new Response(`${render(id, nonce, files)}`, { headers })
}

function render(id: string, nonce: string, files: readonly PageFile[]): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${id}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/${nameOf(files, '.css')}" />
        <script type="module" nonce="${nonce}" src="/assets/${nameOf(files, '.js')}"></script>
      </head>
      <body data-document="${id}">
        <a class="skip" href="#text">Skip to the text</a>
        ${header(id)}
        <div id="notices" role="region" aria-label="Notices" aria-live="assertive"></div>
        <noscript>
          <p class="notice">
            The editor needs JavaScript. Without it, <a href="/documents/${id}">read the document</a>, or use the lines
            for a shell <a href="/">on the first page</a>.
          </p>
        </noscript>
        <main>
          <section id="text" aria-label="Text" tabindex="-1"></section>
          <section id="preview" aria-label="Preview" tabindex="0" hidden></section>
          ${exchange()}
        </main>
        ${conflict()} ${question()}
      </body>
    </html> `
}

function header(id: string): ReturnType<typeof html> {
  return html`<header>
    <div class="name">
      <a href="/">Documents</a>
      <h1>${id}</h1>
      <p class="facts" id="facts" hidden>
        <span id="type"></span>
        <code id="tag" title="The entity tag of the version that your text is made from"></code>
      </p>
    </div>
    <p id="state" role="status">Loading</p>
    <div class="actions">
      <div class="panes" role="group" aria-label="Show">
        <button type="button" id="show-preview" aria-pressed="false" aria-controls="preview">Preview</button>
        <button type="button" id="show-exchange" aria-pressed="false" aria-controls="exchange">Exchange</button>
      </div>
      <button type="button" id="delete" class="quiet" disabled>Delete</button>
      <button type="button" id="save" class="primary" disabled aria-keyshortcuts="Control+S Meta+S">Save</button>
    </div>
  </header>`
}

function exchange(): ReturnType<typeof html> {
  return html`<aside id="exchange" aria-labelledby="exchange-title" hidden>
    <h2 id="exchange-title">What is said between this page and the server</h2>
    <p class="quiet">
      The newest first: the conditions of each request, and what decided. A save has a key, too, so that it is done
      once.
    </p>
    <ol id="exchanges" tabindex="0" aria-label="Requests and answers, the newest first"></ol>
  </aside>`
}

function conflict(): ReturnType<typeof html> {
  return html`<dialog id="conflict" aria-labelledby="conflict-title" aria-describedby="conflict-about">
    <div class="sheet">
      <h2 id="conflict-title" tabindex="-1">Two versions of one document</h2>
      <p id="conflict-about"></p>
      <div class="sides" aria-hidden="true"><span>Theirs</span><span>Mine</span></div>
      <div id="conflict-versions" role="group" aria-label="Theirs and mine, side by side"></div>
      <div class="result-head">
        <h3 id="conflict-result-title">The result</h3>
        <p id="conflict-open" role="status"></p>
      </div>
      <div id="conflict-places" role="group" aria-label="Places to choose in"></div>
      <div id="conflict-result" role="group" aria-labelledby="conflict-result-title"></div>
      <div class="choices">
        <button type="button" id="conflict-merge" class="primary">Save the result</button>
        <button type="button" id="conflict-mine">Keep mine</button>
        <button type="button" id="conflict-theirs">Take theirs</button>
        <button type="button" id="conflict-later" class="quiet">Decide later</button>
      </div>
      <p class="quiet choices-about">
        Keep mine saves your text over theirs. Take theirs shows their text here, and yours is put aside. Nothing is
        saved until you choose.
      </p>
    </div>
  </dialog>`
}

function question(): ReturnType<typeof html> {
  return html`<dialog id="question" aria-labelledby="question-title" aria-describedby="question-about">
    <h2 id="question-title"></h2>
    <p id="question-about"></p>
    <div class="choices">
      <button type="button" id="question-yes" class="danger"></button>
      <button type="button" id="question-no">Cancel</button>
    </div>
  </dialog>`
}
