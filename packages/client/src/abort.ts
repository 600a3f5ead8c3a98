import { IfMatchError } from './errors.ts'

/** A call and what it may end by. */
export interface Abortable {
  readonly url: string
  readonly signal?: AbortSignal | undefined
}

/** Rejects as soon as the signal is aborted, whether the work heeds it or not. */
export function unlessAborted<T>({ url, signal }: Abortable, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new IfMatchError('aborted', url, { cause: signal?.reason }))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', abort))
  })
}
