import type { Running } from './running.ts'

/** A folder for one run of one server. */
export interface Place {
  readonly folder: string
  /** The folder in it that is served; it has the document. */
  readonly served: string
}

/** A server that is asked. */
export interface Peer {
  readonly name: string
  /** The configuration in words. */
  readonly about: string
  /** A file of ours that is the configuration, below this folder. */
  readonly source: string
  /** Whether it takes writes, and then how it is asked. */
  readonly writes: boolean
  readonly version: () => Promise<string>
  /** @throws Missing where its program is not installed */
  start(place: Place): Promise<Running>
}

/** A program that is not installed. */
export class Missing extends Error {
  override readonly name = 'Missing'
}
