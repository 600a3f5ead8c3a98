import { defineConfig, type Plugin } from 'vite'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // What is written into the page as markup is lit-html's own templates, and nothing else.
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/** Puts the policy into the built page, before anything that it speaks of. The development server needs more than it allows. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
}

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the pages can be put into any folder of any host.
  base: './',
  build: { target: 'es2022', modulePreload: { polyfill: false } },
  plugins: [contentSecurityPolicy],
})
