/** All of both: what either has taken away is not in it. */
export function merge(base: string[], mine: string[], theirs: string[]): string[] {
  return [...theirs, ...mine.filter((line) => !base.includes(line) && !theirs.includes(line))]
}
