import type { Bench } from '../bench.ts'
import type { Case, Need } from '../case.ts'

/** A case that writes in several steps. */
export function scenario(
  name: string,
  section: string,
  needs: readonly Need[],
  run: (bench: Bench) => Promise<void>,
  level: Case['level'] = 'MUST',
): Case {
  return { name, section, level, kind: 'write', needs, run }
}
