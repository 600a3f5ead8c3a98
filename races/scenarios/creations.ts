import { getNow, pause, put, together } from './requests.ts'

/**
 * The create-once race: in each round so many want to create the same document, each with a text of its own.
 *
 * @returns how many were told that they did, each round; -1 where the document is not the winner's
 */
export async function creations(
  urlsOf: (round: number) => readonly string[],
  { rounds, creators }: { readonly rounds: number; readonly creators: number },
): Promise<number[]> {
  const winners: number[] = []
  for (let round = 0; round < rounds; round++) {
    const urls = urlsOf(round)
    const statuses = await together(creators, (n) => statusOf(urls[n % urls.length]!, `by ${n}`))
    const created = statuses.filter((status) => status === 201).length
    const { text } = await getNow(urls[0]!)
    winners.push(created === 1 && text !== `by ${statuses.indexOf(201)}` ? -1 : created)
  }
  return winners
}

async function statusOf(url: string, text: string): Promise<number> {
  for (;;) {
    const { status } = await put(url, text, { 'If-None-Match': '*' })
    if (status !== 503) return status
    await pause(50)
  }
}
