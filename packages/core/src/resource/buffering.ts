const known = new WeakSet<object>()

/** Marks a `change` that reads its body into memory, so that a longer one is refused before anything is evaluated. */
export function buffering<F extends object>(change: F): F {
  known.add(change)
  return change
}

/** Whether a `change` is marked so. */
export function isBuffering(change: object): boolean {
  return known.has(change)
}
