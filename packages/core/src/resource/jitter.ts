const FIRST = 5
const LONGEST = 200

/** Waits a random time from zero up to 5, 10 … 200 ms, so that writers who collided once do not collide again. */
export function jitter(attempt: number, signal?: AbortSignal | null): Promise<void> {
  const wait = Math.random() * Math.min(LONGEST, FIRST * 2 ** attempt)
  return new Promise((resolve) => {
    const timer = setTimeout(done, wait)
    signal?.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}
