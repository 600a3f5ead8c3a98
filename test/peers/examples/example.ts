import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Example, examplesOf } from '../../../scripts/documents/examples.ts'
import { top } from '../../../scripts/programs.ts'

/** An example of a README that serves something, and how it is asked. */
export interface ServedExample {
  readonly document: string
  /** The heading that it is the first example below. */
  readonly heading: string
  /** Where it serves something. */
  readonly path: string
  /** What the README leaves to the reader: code behind the example. */
  readonly more?: string
  /** SQL for the database of a Worker, before it is asked. */
  readonly sql?: readonly string[]
  /** What has to be there first: a file of the folder that it is started in, an object of the bucket, or a first PUT. */
  readonly first?: { readonly kept: 'file' | 'object' | 'put'; readonly type: string; readonly content: string }
  readonly writes?: true
}

/** The example itself, as the document has it. */
export function readExample({ document, heading }: ServedExample): Example {
  const markdown = readFileSync(join(top, document), 'utf8')
  const line = markdown.split('\n').indexOf(heading) + 1
  const found = line > 0 && examplesOf(document, markdown).find((example) => example.line > line)
  if (!found) throw new Error(`Cannot find an example: ${document} has none below ${heading}`)
  return found
}
