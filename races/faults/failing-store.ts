import { DatabaseSync } from 'node:sqlite'
import type { Proxy } from '../../packages/stores/test/support/proxy.ts'
import { create, getNow, pause } from '../scenarios/requests.ts'
import { isProblem } from './ledger.ts'

/** A write in the middle of which something happens. */
interface Written {
  readonly status: number
  readonly isProblem: boolean
}

async function write(url: string, text: string, etag: string): Promise<Written> {
  const headers = { 'Content-Type': 'text/plain', 'If-Match': etag }
  const answer = await fetch(url, { method: 'PUT', headers, body: text })
  return { status: answer.status, isProblem: isProblem(answer, await answer.text()) }
}

/** What is wrong with a refusal, and with what is there after it: one of these texts, whole. */
async function wrongsOf(url: string, written: Written, due: readonly string[]): Promise<string[]> {
  const { text } = await getNow(url)
  return [
    written.status === 503 || `the write is answered ${written.status}, not 503`,
    written.isProblem || 'the refusal has no problem document, or no Retry-After',
    due.includes(text) || `afterwards it says ${JSON.stringify(text.slice(0, 40))}, of ${text.length} characters`,
  ].filter((wrong) => typeof wrong === 'string')
}

/** What is wrong with the next write, once the store does its work again. */
async function wrongsOfNext(url: string): Promise<string[]> {
  let status = 503
  for (let attempt = 0; status === 503 && attempt < 100; attempt++) {
    if (attempt > 0) await pause(100)
    const { etag } = await getNow(url)
    status = (await write(url, 'next', etag)).status
  }
  const { text } = await getNow(url)
  return status === 204 && text === 'next' ? [] : [`the next write is answered ${status}, and it says ${text}`]
}

/** Another program holds the SQLite file for longer than the service waits. */
export async function busyFile(url: string, file: string): Promise<string[]> {
  const { headers } = await create(url, 'old')
  const other = new DatabaseSync(file)
  other.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE')
  const wrongs = await wrongsOf(url, await write(url, 'new', headers.get('etag')!), ['old'])
  other.exec('ROLLBACK')
  other.close()
  return [...wrongs, ...(await wrongsOfNext(url))]
}

/** The disk has no room for the write. */
export async function fullDisk(url: string): Promise<string[]> {
  const { headers } = await create(url, 'old')
  const wrongs = await wrongsOf(url, await write(url, 'x'.repeat(900_000), headers.get('etag')!), ['old'])
  return [...wrongs, ...(await wrongsOfNext(url))]
}

/** The connection to the server is cut while a write waits for its answer. */
export async function cutConnection(url: string, proxy: Proxy): Promise<string[]> {
  const { headers } = await create(url, 'old')
  const text = 'a new text. '.repeat(10)
  const held = proxy.holdFrom(text)
  const writing = write(url, text, headers.get('etag')!)
  await held
  await pause(100)
  proxy.cut()
  return [...(await wrongsOf(url, await writing, ['old', text])), ...(await wrongsOfNext(url))]
}
