import type { Case } from '../case.ts'
import { afterWrites } from './after-writes.ts'
import { conditionsOnWrites } from './conditions-on-writes.ts'
import { datesOnReads } from './dates-on-reads.ts'
import { head } from './head.ts'
import { idempotency } from './idempotency.ts'
import { ifRange } from './if-range.ts'
import { moreReads } from './more-reads.ts'
import { normalChecks } from './normal-checks.ts'
import { onNotModified } from './not-modified.ts'
import { oddPuts } from './odd-puts.ts'
import { onParts } from './parts.ts'
import { patchingNothing } from './patching-nothing.ts'
import { patching } from './patching.ts'
import { posting } from './posting.ts'
import { precedenceOnReads, precedenceOnWrites } from './precedence.ts'
import { onPreconditionFailed } from './precondition-failed.ts'
import { races } from './races.ts'
import { ranges } from './ranges.ts'
import { removing } from './removing.ts'
import { tagsOnReads } from './tags-on-reads.ts'
import { validators } from './validators.ts'
import { variants } from './variants.ts'

/** Every case: reads first, then what writes, then the races. */
export function allCases(): Case[] {
  return [
    ...validators(),
    ...tagsOnReads(),
    ...datesOnReads(),
    ...precedenceOnReads(),
    ...moreReads(),
    ...head(),
    ...ranges(),
    ...ifRange(),
    ...onNotModified(),
    ...onPreconditionFailed(),
    ...onParts(),
    ...normalChecks(),
    ...conditionsOnWrites(),
    ...precedenceOnWrites(),
    ...afterWrites(),
    ...oddPuts(),
    ...removing(),
    ...posting(),
    ...patching(),
    ...patchingNothing(),
    ...variants(),
    ...idempotency(),
    ...races(),
  ]
}
