/** What src/write-page-module.ts writes. */
declare module '#page-files' {
  export const pageFiles: import('./page-files.ts').PageFiles
}
