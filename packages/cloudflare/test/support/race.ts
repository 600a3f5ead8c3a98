/** What became of a race: `lost` updates were accepted, and are not in the final state. */
export interface Raced {
  readonly accepted: number
  readonly refused: number
  readonly final: number
  readonly lost: number
}

/** Clients who all add one, again and again: GET, PUT with If-Match, and again from the GET where that was refused. */
export async function race(url: URL, clients: number, increments: number): Promise<Raced> {
  await put(url, { 'If-None-Match': '*' }, '0', 201)
  let [accepted, refused] = [0, 0]
  const client = async (): Promise<void> => {
    for (let [done, failed] = [0, 0]; done < increments;) {
      const read = await fetch(url)
      const status = await put(url, { 'If-Match': read.headers.get('etag')! }, String(Number(await read.text()) + 1))
      if (status === 204) [done, failed, accepted] = [done + 1, 0, accepted + 1]
      else {
        refused++
        await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(200, 5 * 2 ** failed++)))
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const final = Number(await (await fetch(url)).text())
  return { accepted, refused, final, lost: accepted - final }
}

/** So many who all want to create, in rounds: how many were told that they did, each round. */
export async function createRace(urlOf: (round: number) => URL, rounds: number, creators: number): Promise<number[]> {
  const winners: number[] = []
  for (let round = 0; round < rounds; round++) {
    const all = Array.from({ length: creators }, (_, n) => put(urlOf(round), { 'If-None-Match': '*' }, String(n)))
    winners.push((await Promise.all(all)).filter((status) => status === 201).length)
  }
  return winners
}

async function put(url: URL, condition: Record<string, string>, body: string, due?: number): Promise<number> {
  const { status } = await fetch(url, { method: 'PUT', headers: { ...condition, 'Content-Type': 'text/plain' }, body })
  if (![201, 204, 412, 503].includes(status) || (due ?? status) !== status)
    throw new Error(`PUT ${url} was answered ${status}`)
  return status
}
