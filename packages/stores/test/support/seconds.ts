/** Waits until the second is over that it is now. */
export async function secondIsOver(): Promise<void> {
  const end = endOfSecond()
  while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, end - Date.now()))
}

/** The same for a driver that does not wait. */
export function holdUntilSecondIsOver(): void {
  const cell = new Int32Array(new SharedArrayBuffer(4))
  const end = endOfSecond()
  while (Date.now() < end) Atomics.wait(cell, 0, 0, end - Date.now())
}

function endOfSecond(): number {
  return (Math.floor(Date.now() / 1000) + 1) * 1000
}
