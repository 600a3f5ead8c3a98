/**
 * Fields on every answer about a document. Anyone may store anything, HTML and SVG too: in a browser it must not run on
 * this origin.
 */
export const always = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' }
