import { increments } from '../scenarios/increments.ts'
import { create, get, pause, put, type Seen } from '../scenarios/requests.ts'

const hour = 3_600_000

/**
 * Serves a store with its clock an hour ahead, sets it back, and looks for what then gets lost by date: a write by a date
 * that was sent before a change, and a 304 to somebody who holds an older state.
 *
 * @param canRemove whether the store deletes
 * @returns what is wrong, a sentence each
 */
export async function clockSetBack(origin: string, canRemove: boolean): Promise<string[]> {
  const urlOf = (id: string): string => `${origin}/dated/clock-${id}`
  const setClock = (milliseconds: number): Promise<Response> => fetch(`${origin}/clock/${milliseconds}`)
  const [changed, remade] = [urlOf('changed'), urlOf('remade')]

  await setClock(hour)
  await create(changed, 'first')
  await create(remade, 'first')
  const seen = { changed: await dated(changed), remade: await dated(remade) }

  await setClock(0)
  const wrongs: string[] = []
  const check = async (what: string, url: string, { lastModified }: Seen): Promise<void> => {
    const since = { 'If-Modified-Since': lastModified! }
    const read = await fetch(url, { headers: since })
    await read.arrayBuffer()
    if (read.status !== 200) wrongs.push(`${what}: a read by the date before is answered ${read.status}, not 200`)
    const { status } = await put(url, 'by an old date', { 'If-Unmodified-Since': lastModified! })
    if (status !== 412) wrongs.push(`${what}: a write by the date before is answered ${status}, not 412`)
  }
  await put(changed, 'second', { 'If-Match': seen.changed.etag })
  await check('a document that was changed', changed, seen.changed)
  if (canRemove) {
    await fetch(remade, { method: 'DELETE', headers: { 'If-Match': seen.remade.etag } })
    await create(remade, 'second')
    await check('a document that was deleted and made again', remade, seen.remade)
  }
  const { lost } = await increments([urlOf('counter')], { clients: 4, increments: 4 })
  if (lost !== 0) wrongs.push(`by tag, ${lost} accepted updates are lost`)
  return wrongs
}

/** The document with its date, which is sent once that has come. */
async function dated(url: string): Promise<Seen> {
  for (;;) {
    const seen = await get(url)
    if (seen?.lastModified) return seen
    await pause(100)
  }
}
