import { formatHttpDate } from '@ifmatch/core'
import type { Listed } from '@ifmatch/stores'
import { html, raw } from 'hono/html'
import { examples } from './examples.ts'
import { style, styleSource } from './style.ts'

/** The page at `/`: the documents with their validators, and requests to try, on the origin that it was asked at. */
export async function page(origin: string, documents: readonly Listed[]): Promise<Response> {
  const policy = `default-src 'none'; style-src ${await styleSource()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
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
        <h2>Documents</h2>
        ${documents.length === 0 ? html`<p>There are none now: the lines below make one.</p>` : table(documents)}
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

function table(documents: readonly Listed[]): ReturnType<typeof html> {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Document</th>
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
