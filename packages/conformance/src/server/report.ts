import type { Check } from '../check.ts'
import type { Exchange } from './message.ts'

/** What the target is, as the first requests found it. */
export interface Probe {
  readonly url: string
  readonly status: number
  readonly etag: string | null
  readonly lastModified: string | null
  readonly type: string | null
  readonly size: number
  /** The Server field, where there is one. */
  readonly server: string | null
}

/** What came of one case. */
export interface CheckResult {
  readonly name: string
  readonly section: string
  readonly level: Check['level']
  /** `recorded`: a point that the specification leaves open; never counted against anyone. */
  readonly outcome: 'passed' | 'failed' | 'not run' | 'recorded'
  /** Why it failed or was not run, or what was recorded; `null` where it passed. */
  readonly because: string | null
  /** Whether it writes. */
  readonly kind: 'read' | 'write' | 'race'
  /** The exchange that decided. */
  readonly exchange?: Exchange
  /** All exchanges, in order; of a race the last ones. */
  readonly exchanges: readonly Exchange[]
  /** What was due, in words. */
  readonly due?: string
  /** What was counted, in a race: accepted, final, lost. */
  readonly figures?: Readonly<Record<string, number>>
}

/** What `runServerChecks` found. */
export interface Report {
  readonly target: string
  readonly probe: Probe
  readonly results: readonly CheckResult[]
  /** What could not be put back, one sentence each. */
  readonly left: readonly string[]
}
