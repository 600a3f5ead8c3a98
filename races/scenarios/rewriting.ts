import { create, isDone, pause, put, together } from './requests.ts'

/** What was read of a document while it was rewritten. */
export interface Reads {
  readonly reads: number
  /** How many states were read, of those that were written. */
  readonly states: number
  /** How many of the reads were of a part. */
  readonly parts: number
  /** How many bodies did not match their tag. */
  readonly mixed: number
}

// Long enough to go through a socket in several pieces.
const length = 100_000

const textOf = (n: number): string => `${String(n).padStart(9, '0')};`.repeat(length / 10)

/**
 * One client rewrites a document all the time, and others read it: whole, and every other time from the middle on. Every body
 * must be the one that was written with its tag.
 */
export async function readsWhileRewritten(
  urls: readonly string[],
  { reads, readers }: { readonly reads: number; readonly readers: number },
): Promise<Reads> {
  const [url] = urls as [string]
  const written = new Map<string, number>()
  let isOver = false

  async function write(): Promise<void> {
    let etag = (await create(url, textOf(0))).headers.get('etag')!
    written.set(etag, 0)
    for (let n = 1; !isOver; n++) {
      const answer = await put(url, textOf(n), { 'If-Match': etag })
      if (!isDone(answer.status)) {
        await pause(20)
        continue
      }
      etag = answer.headers.get('etag')!
      written.set(etag, n)
    }
  }

  const read: { etag: string; from: number; text: string }[] = []
  let left = reads
  async function readAgain(reader: number): Promise<void> {
    for (let turn = 0; left-- > 0; turn++) {
      const headers: Record<string, string> = turn % 2 === 1 ? { Range: `bytes=${length / 2}-` } : {}
      const answer = await fetch(urls[reader % urls.length]!, { headers })
      const text = await answer.text()
      if (answer.status === 404 || answer.status === 503) {
        left++
        await pause(20)
        continue
      }
      if (answer.status !== 200 && answer.status !== 206) throw new Error(`GET was answered ${answer.status}: ${text}`)
      read.push({ etag: answer.headers.get('etag')!, from: answer.status === 206 ? length / 2 : 0, text })
    }
  }

  const writing = write()
  await Promise.race([together(readers, readAgain), writing]).finally(() => (isOver = true))
  await writing
  const mixed = read.filter(({ etag, from, text }) => text !== textOf(written.get(etag) ?? -1).slice(from)).length
  const states = new Set(read.map(({ etag }) => etag)).size
  return { reads: read.length, states, parts: read.filter(({ from }) => from > 0).length, mixed }
}
