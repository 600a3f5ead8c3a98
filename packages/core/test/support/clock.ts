import { vi } from 'vitest'

/** Stops Date alone: timers and streams keep running. */
export function stopClock(at: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) })
}

export function setClock(at: string): void {
  vi.setSystemTime(new Date(at))
}

export function startClock(): void {
  vi.useRealTimers()
}
