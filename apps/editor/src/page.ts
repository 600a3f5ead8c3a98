import { formatHttpDate } from '@ifmatch/core'
import type { Listed } from '@ifmatch/stores'
import { html, raw } from 'hono/html'
import { examples } from './examples.ts'
import { style, styleSource } from './style.ts'

/** The page at `/`: the documents with their validators, and requests to try, on the origin that it was asked at. */
export async function page(origin: string, documents: readonly Listed[]): Promise<Response> {
  const policy = `default-src 'none'; style-src ${await styleSource()}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  }
  return new Response(`${await render(origin, documents)}`, { headers })
}

function render(origin: string, documents: readonly Listed[]): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Documents with preconditions</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <h1>Documents with preconditions</h1>
        <p>
          Each document has an entity tag. A read that names the tag costs no bytes while it is current; a write that
          names it cannot overwrite a change that its author has not seen. <a href="/documents/welcome">Read why.</a>
        </p>
        <h2 id="documents">Documents</h2>
        ${documents.length === 0 ? html`<p>There are none now: the lines below make one.</p>` : table(documents)}
        ${newDocument()}
        <h2>Try it</h2>
        ${examples(origin, documents).map(
          ({ about, command }) =>
            html`<figure>
              <figcaption>${about}</figcaption>
              <pre><code>${command}</code></pre>
            </figure> `,
        )}
      </body>
    </html> `
}

function newDocument(): ReturnType<typeof html> {
  return html`<form action="/edit" method="get">
    <label>
      New document
      <input
        name="id"
        required
        maxlength="128"
        pattern="[A-Za-z0-9._\\-]+"
        title="Letters, digits, dots, underscores and hyphens"
        placeholder="name"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
      />
    </label>
    <label>
      in
      <select name="as">
        <option value="markdown">Markdown</option>
        <option value="json">JSON</option>
        <option value="text">plain text</option>
      </select>
    </label>
    <button>Make it</button>
  </form>`
}

function table(documents: readonly Listed[]): ReturnType<typeof html> {
  return html`<div class="scroll" role="region" aria-labelledby="documents" tabindex="0">
    <table>
      <thead>
        <tr>
          <th>Document</th>
          <th><span class="unseen">Editor</span></th>
          <th>ETag</th>
          <th>Last-Modified</th>
          <th>Content-Type</th>
          <th>Bytes</th>
        </tr>
      </thead>
      <tbody>
        ${documents.map(
          ({ key, version, lastModified, type, size }) =>
            html`<tr>
              <td><a href="/documents/${key}">${key}</a></td>
              <td><a class="edit" href="/edit/${key}" aria-label="Edit ${key}">Edit</a></td>
              <td><code>"${version}"</code></td>
              <td><time datetime="${lastModified.toISOString()}">${formatHttpDate(lastModified)}</time></td>
              <td>${type ?? 'application/octet-stream'}</td>
              <td>${size}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`
}
