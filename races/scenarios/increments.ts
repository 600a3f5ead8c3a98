import { create, get, getNow, isDone, pause, putSlowly, together } from './requests.ts'

/** How many take part, and how often each of them writes. */
export interface Crowd {
  readonly clients: number
  readonly increments: number
}

/** What became of increments: `lost` were accepted, and are not in the final state. */
export interface Incremented {
  readonly accepted: number
  readonly refused: number
  readonly final: number
  readonly lost: number
  /** Writes whose connection was closed without an answer: refused, or more would be there than was accepted. */
  readonly unanswered: number
}

/**
 * The lost-update race: clients who all add one to the same number, again and again. Each reads, writes if the tag is still
 * the one that it read, and starts again from the read where that was refused. The clients take the origins in turn.
 */
export async function increments(urls: readonly string[], { clients, increments }: Crowd): Promise<Incremented> {
  await create(urls[0]!, '0')
  let [accepted, refused, unanswered] = [0, 0, 0]
  await together(clients, async (client) => {
    const url = urls[client % urls.length]!
    for (let [done, failed] = [0, 0]; done < increments;) {
      const seen = await getNow(url)
      const status = await putSlowly(url, String(Number(seen.text) + 1), { 'If-Match': seen.etag })
      if (isDone(status)) [done, failed, accepted] = [done + 1, 0, accepted + 1]
      else {
        expectRefusal(url, status)
        refused++
        if (status === null) unanswered++
        await pause(Math.min(200, 5 * 2 ** failed++))
      }
    }
  })
  const final = Number((await getNow(urls[0]!)).text)
  return { accepted, refused, final, lost: accepted - final, unanswered }
}

/** What became of increments by date: `twice` dates were accepted for more than one write of a document. */
export interface IncrementedByDate extends Incremented {
  readonly twice: number
}

/**
 * The same by date alone, where a write needs no tag. A date is sent once its second has come, so a document takes one write
 * a second: there are several documents, and each client goes from one to the next.
 */
export async function incrementsByDate(
  urlsOf: (document: number) => readonly string[],
  { clients, increments, documents }: Crowd & { readonly documents: number },
): Promise<IncrementedByDate> {
  await together(documents, (n) => create(urlsOf(n)[0]!, '0'))
  let [accepted, refused, unanswered, twice] = [0, 0, 0, 0]
  const used = new Set<string>()
  await together(clients, async (client) => {
    for (let [done, at] = [0, client]; done < increments; at++) {
      const document = at % documents
      const url = urlsOf(document)[client % urlsOf(document).length]!
      const seen = await get(url)
      if (!seen?.lastModified) {
        await pause(20)
        continue
      }
      const status = await putSlowly(url, String(Number(seen.text) + 1), { 'If-Unmodified-Since': seen.lastModified })
      if (!isDone(status)) {
        expectRefusal(url, status)
        refused++
        if (status === null) unanswered++
        continue
      }
      const use = `${document} ${seen.lastModified}`
      if (used.has(use)) twice++
      used.add(use)
      ;[done, accepted] = [done + 1, accepted + 1]
    }
  })
  const finals = await together(documents, async (n) => Number((await getNow(urlsOf(n)[0]!)).text))
  const final = finals.reduce((sum, n) => sum + n, 0)
  return { accepted, refused, final, lost: accepted - final, unanswered, twice }
}

function expectRefusal(url: string, status: number | null): void {
  if (status !== null && status !== 412 && status !== 503) throw new Error(`PUT ${url} was answered ${status}`)
}
