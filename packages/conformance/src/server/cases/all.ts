import type { Case } from '../case.ts'
import { afterWrites } from './after-writes.ts'
import { answers } from './answers.ts'
import { conditionsOnWrites } from './conditions-on-writes.ts'
import { datesOnReads } from './dates-on-reads.ts'
import { head } from './head.ts'
import { idempotency } from './idempotency.ts'
import { ifRange } from './if-range.ts'
import { moreReads } from './more-reads.ts'
import { normalChecks } from './normal-checks.ts'
import { otherMethods } from './other-methods.ts'
import { patchingNothing } from './patching-nothing.ts'
import { precedenceOnReads, precedenceOnWrites } from './precedence.ts'
import { races } from './races.ts'
import { ranges } from './ranges.ts'
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
    ...answers(),
    ...normalChecks(),
    ...conditionsOnWrites(),
    ...precedenceOnWrites(),
    ...afterWrites(),
    ...otherMethods(),
    ...patchingNothing(),
    ...variants(),
    ...idempotency(),
    ...races(),
  ]
}
