/** Counts what the pages and the people of a load were answered. */
export class Tally {
  readonly reads = new Map<number, number>()
  readonly writes = new Map<number, number>()
  readonly errors: string[] = []
  /** The reads of those who write, which name no version. */
  seen = 0
  bytes = 0
  readonly #milliseconds: number[] = []

  read(status: number, bytes: number, milliseconds: number): void {
    add(this.reads, status)
    this.bytes += bytes
    this.#milliseconds.push(milliseconds)
  }

  wrote(status: number): void {
    this.seen++
    add(this.writes, status)
  }

  failed(error: unknown): void {
    this.errors.push(String(error))
  }

  /** Answers that no page should ever get. */
  get unexpected(): number {
    const others = (counts: Map<number, number>, expected: readonly number[]): number =>
      [...counts].reduce((sum, [status, count]) => (expected.includes(status) ? sum : sum + count), 0)
    return others(this.reads, [200, 304]) + others(this.writes, [204, 412])
  }

  get requests(): number {
    return total(this.reads) + this.seen + total(this.writes)
  }

  /** How long a share of the reads took at most. */
  quantile(share: number): number {
    const sorted = [...this.#milliseconds].sort((one, other) => one - other)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  }
}

function add(counts: Map<number, number>, status: number): void {
  counts.set(status, (counts.get(status) ?? 0) + 1)
}

/** The sum of all counts. */
export function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
