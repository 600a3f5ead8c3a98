/**
 * Waits for the n-th time: a random time from zero up to 150, 450, 1350, 2000 ms, since clients that waited equally long would
 * meet again; for the zeroth up to 50 ms. Before that as long as the server asks for.
 */
export function pause(n: number, atLeast: number): Promise<void> {
  const time = atLeast + Math.random() * Math.min(2000, 50 * 3 ** n)
  return new Promise((resolve) => setTimeout(resolve, time))
}
