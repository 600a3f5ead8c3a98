/** Between two questions, in milliseconds. */
const interval = 2000

/** Between two questions at most, while there is no answer. */
const longest = 15_000

/**
 * Asks again and again while the page is seen, at once when it is seen again or the network is back, and ever more rarely
 * while there is no answer.
 *
 * @param look asks once; whether there was an answer
 */
export function poll(look: () => Promise<boolean>): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = interval
  let looking = false

  const turn = async (): Promise<void> => {
    clearTimeout(timer)
    if (looking || document.hidden) return
    looking = true
    try {
      wait = (await look()) ? interval : Math.min(wait * 2, longest)
    } finally {
      looking = false
    }
    if (!document.hidden) timer = setTimeout(() => void turn(), wait)
  }

  timer = setTimeout(() => void turn(), interval)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer)
    else void turn()
  })
  window.addEventListener('online', () => void turn())
}
