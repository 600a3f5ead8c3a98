import { IfMatchError } from './errors.ts'

/** Throws where the signal is aborted. */
export function refuseAborted(url: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(url, signal)
}

/** Rejects as soon as the signal is aborted, whether the work heeds it or not. */
export function unlessAborted<T>(url: string, signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(aborted(url, signal))
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function aborted(url: string, { reason }: AbortSignal): IfMatchError {
  const error = new IfMatchError('aborted', url, 'was given up; what was sent may have been applied', { cause: reason })
  // What programs look at that know fetch alone: AbortError or TimeoutError.
  error.name = (reason as Error | undefined)?.name ?? 'AbortError'
  return error
}
