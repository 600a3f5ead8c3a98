import { unlessAborted } from './abort.ts'

/**
 * Waits before the request is sent again, for the n-th time: a random time from zero up to 50, 100 … 2000 ms, since clients
 * that waited equally long would meet again; or as long as the server asks for.
 */
export function pause(n: number, url: string, signal: AbortSignal | undefined, atLeast = 0): Promise<void> {
  const time = Math.max(atLeast, Math.random() * Math.min(2000, 25 * 2 ** n))
  return unlessAborted(url, signal, new Promise((resolve) => setTimeout(resolve, time)))
}
