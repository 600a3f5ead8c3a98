/** Where a store is, as the process that serves it is told by its environment. */
export interface Places {
  /** A file that no other run has. */
  readonly file: string
  /** How many pages that file may have, if not as many as it likes: a disk that is soon full. */
  readonly pages: number
  /** A name that no other run has: of a schema, or the beginning of keys. */
  readonly name: string
  readonly postgres: string
  readonly redis: string
}

/** Reads the environment; what a store does not need may be missing. */
export function placesOf(environment: Readonly<Record<string, string | undefined>>): Places {
  const { RACES_FILE = '', RACES_PAGES = '', RACES_NAME = '', IFMATCH_POSTGRES = '', IFMATCH_REDIS = '' } = environment
  return {
    file: RACES_FILE,
    pages: Number(RACES_PAGES),
    name: RACES_NAME,
    postgres: IFMATCH_POSTGRES,
    redis: IFMATCH_REDIS,
  }
}

/** The line by which a process says that it serves. */
export function servingLine(port: number): string {
  return `serving on ${port}`
}
