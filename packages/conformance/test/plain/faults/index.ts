import { answerFaults } from './answers.ts'
import { dateFaults } from './dates.ts'
import type { Fault } from './fault.ts'
import { idempotencyFaults } from './idempotency.ts'
import { orderFaults } from './order.ts'
import { rangeFaults } from './ranges.ts'
import { tagFaults } from './tags.ts'
import { variantFaults } from './variants.ts'
import { writeFaults } from './writes.ts'

/** Every fault that the kit must find. */
export const faults: readonly Fault[] = [
  ...tagFaults,
  ...dateFaults,
  ...orderFaults,
  ...answerFaults,
  ...rangeFaults,
  ...writeFaults,
  ...variantFaults,
  ...idempotencyFaults,
]
