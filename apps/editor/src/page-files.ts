/** A file that a page loads: its name has a hash of its content, so that what a name stands for never changes. */
export interface PageFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Gives the files of the editor's page: made when first asked for, or when the service was bundled. */
export type PageFiles = () => Promise<readonly PageFile[]>

/** The name of the one file of a kind: `.js` or `.css`. */
export function nameOf(files: readonly PageFile[], ending: string): string {
  const file = files.find(({ name }) => name.endsWith(ending))
  if (!file) throw new Error(`Cannot make the page: no file of it ends in ${ending}`)
  return file.name
}
