/** What one row came to. */
export interface TimedRow {
  readonly name: string
  /** The contender that the others are compared with. */
  readonly floor: string
  readonly contenders: readonly TimedContender[]
}

/** Who leaves a field out, or says another thing than is due, is named with that and has no samples. */
export interface TimedContender {
  readonly name: string
  readonly host?: string
  /** Nanoseconds for a call, one number a round, in the order of rounds that all contenders of the row share. */
  readonly samples?: readonly number[]
  readonly not?: string
}

/** The samples of one contender in a row; none where it was not timed. */
export function samplesOf(row: TimedRow, contender: string): readonly number[] {
  return row.contenders.find(({ name }) => name === contender)?.samples ?? []
}
