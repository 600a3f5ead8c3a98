/** A median with the quartiles on both sides of it. */
export interface Spread {
  readonly p25: number
  readonly p50: number
  readonly p75: number
}

/**
 * Summarises samples by their quartiles, which a few disturbed rounds do not move. A round in which nothing was done, or
 * whose JSON says `null` for it, does not count.
 */
export function spread(samples: readonly number[]): Spread {
  const sorted = samples.filter((sample) => Number.isFinite(sample) && sample > 0).sort((a, b) => a - b)
  return { p25: quantile(sorted, 0.25), p50: quantile(sorted, 0.5), p75: quantile(sorted, 0.75) }
}

/** Ratios of samples that were taken in the same rounds: noise that lasts longer than a round cancels out. */
export function paired(samples: readonly number[], base: readonly number[]): Spread {
  return spread(samples.map((sample, round) => sample / (base[round] ?? Number.NaN)))
}

/** The exponent k of time ~ size^k, by least squares on logarithms; `null` for fewer than two points. */
export function exponent(points: readonly { readonly size: number; readonly time: number }[]): number | null {
  if (points.length < 2) return null
  const xs = points.map(({ size }) => Math.log(size))
  const ys = points.map(({ time }) => Math.log(time))
  const [x, y] = [mean(xs), mean(ys)]
  const slope = xs.reduce((sum, value, index) => sum + (value - x) * ((ys[index] ?? y) - y), 0)
  return slope / xs.reduce((sum, value) => sum + (value - x) ** 2, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return below + (above - below) * (at - Math.floor(at))
}
