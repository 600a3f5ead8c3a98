const now = Date.now
let ahead = 0

/** Sets this process's clock so many milliseconds ahead of the machine's, or behind it. */
export function setClock(milliseconds: number): void {
  ahead = milliseconds
  Date.now = () => now() + ahead
}
