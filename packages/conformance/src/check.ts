/**
 * One thing that must hold, as a test for any runner: `test(check.name, check.run)`. `run` rejects with a sentence that says
 * what did not hold. `open` is a point that the specification leaves open.
 */
export interface Check {
  readonly name: string
  /** The section of RFC 9110 that it follows from. */
  readonly section?: string
  readonly level: 'MUST' | 'SHOULD' | 'open'
  run(): Promise<void>
}
