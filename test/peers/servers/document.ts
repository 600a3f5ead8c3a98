import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The path of the document on every server. */
export const path = '/document.txt'

/** What a server is given: the folder with the document, or for servers that serve no files what is in it. */
export interface Document {
  readonly folder: string
  readonly path: typeof path
  readonly text: string
  readonly modified: Date
}

export async function readDocument(folder: string): Promise<Document> {
  const file = join(folder, path)
  return { folder, path, text: await readFile(file, 'utf8'), modified: (await stat(file)).mtime }
}
