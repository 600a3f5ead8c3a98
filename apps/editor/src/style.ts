/** The style of the page. */
export const style = `
:root {
  color-scheme: light dark;
  --quiet: light-dark(#57606a, #9ba4ad);
  --line: light-dark(#d8dee4, #373e47);
  --edge: light-dark(#8c959f, #6b7580);
  --code: light-dark(#f3f5f7, #21262d);
}
body {
  max-width: 62rem;
  margin: 3rem auto;
  padding: 0 1.25rem;
  font: 1rem/1.55 system-ui, sans-serif;
  color: light-dark(#1c2126, #e2e6ea);
  background: light-dark(#fff, #15191e);
}
h1 { font-size: 1.6rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.75rem; }
a { color: light-dark(#0a58ca, #79b0ff); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.45rem 1.25rem 0.45rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
th, figcaption { color: var(--quiet); font-weight: 500; font-size: 0.925rem; }
td:last-child, th:last-child { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }
figure { margin: 0 0 1.1rem; }
pre { margin: 0.3rem 0 0; padding: 0.65rem 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: 6px; }
.edit { border: 1px solid var(--line); border-radius: 6px; padding: 0.2rem 0.7rem; text-decoration: none; }
.edit:hover { background: var(--code); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
form { display: flex; flex-wrap: wrap; gap: 0.6rem 0.8rem; align-items: center; margin: 1.25rem 0 0; }
label { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; color: var(--quiet); }
input, select, button { font: inherit; color: inherit; padding: 0.35rem 0.7rem; border: 1px solid var(--edge); border-radius: 6px; background: transparent; }
select { background: light-dark(#fff, #15191e); }
button { margin: 0; color: #fff; background: light-dark(#0a58ca, #2f6fd6); border-color: transparent; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
`

/**
 * The source that lets exactly this style into a page, and no other.
 *
 * @see {@link https://www.w3.org/TR/CSP3/#grammardef-hash-source Content Security Policy, Section 2.3.1}
 */
export async function styleSource(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}
