import { setTimeout as pause } from 'node:timers/promises'
import type { Tally } from './tally.ts'

/** How long a page of the editor waits between two questions, in milliseconds. */
const interval = 2000

/** What the editor's page does while a document is open: it asks for it again and again, unless it is still the same. */
export async function pollAsPage(url: string, tally: Tally, until: number): Promise<void> {
  let etag: string | null = null
  // Pages are not opened all at once.
  await pause(Math.random() * interval)
  while (Date.now() < until) {
    const begun = performance.now()
    try {
      const answer: Response = await fetch(url, { headers: etag === null ? {} : { 'If-None-Match': etag } })
      const content = await answer.arrayBuffer()
      tally.read(answer.status, content.byteLength, performance.now() - begun)
      // A page that was never told a tag would not ask for a change of it.
      etag = answer.headers.get('etag')
    } catch (error) {
      tally.failed(error)
    }
    await pause(interval)
  }
}

/** What somebody does who edits: saves now and then, from the version that was read before. */
export async function writeAsPerson(url: string, tally: Tally, until: number): Promise<void> {
  for (let turn = 1; Date.now() < until; turn++) {
    await pause(Math.min(2000 + Math.random() * 4000, Math.max(0, until - Date.now())))
    try {
      const seen = await fetch(url)
      const text = `${(await seen.text()).slice(0, 4000)}\nTurn ${turn}\n`
      const headers = { 'If-Match': seen.headers.get('etag')!, 'Content-Type': 'text/markdown; charset=utf-8' }
      const answer = await fetch(url, { method: 'PUT', body: text, headers })
      await answer.arrayBuffer()
      tally.wrote(answer.status)
    } catch (error) {
      tally.failed(error)
    }
  }
}
