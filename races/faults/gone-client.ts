import { connect } from 'node:net'
import { create, get, put } from '../scenarios/requests.ts'
import { urlOf } from './ledger.ts'

/** What a client has sent when it goes away in the middle of a PUT. */
const beginnings = {
  'half of its fields': (target: string, etag: string) =>
    `PUT ${target} HTTP/1.1\r\nHost: localhost\r\nIf-Match: ${etag}\r\nCont`,
  'half of its content': (target: string, etag: string) =>
    `PUT ${target} HTTP/1.1\r\nHost: localhost\r\nIf-Match: ${etag}\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(500)}`,
  'some chunks of its content': (target: string, etag: string) =>
    `PUT ${target} HTTP/1.1\r\nHost: localhost\r\nIf-Match: ${etag}\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n`,
}

/**
 * Lets clients go away in the middle of a PUT, each in another place, and looks whether the document is the old one, with its
 * tag, and can be written.
 *
 * @returns what is wrong, a sentence each
 */
export async function goneClient(origin: string, name: string): Promise<string[]> {
  const url = urlOf(origin, name)
  let etag = (await create(url, 'old')).headers.get('etag')!
  const wrongs: string[] = []
  for (const [what, beginning] of Object.entries(beginnings)) {
    await leave(origin, beginning(new URL(url).pathname, etag))
    const seen = await get(url)
    if (seen?.text !== 'old' || seen.etag !== etag) {
      wrongs.push(`after ${what}, ${etag} is ${seen?.etag}, and says ${seen?.text}`)
    }
    const answer = await put(url, 'old', { 'If-Match': etag })
    if (answer.status !== 204) wrongs.push(`after ${what}, the next write is answered ${answer.status}`)
    etag = answer.headers.get('etag') ?? etag
  }
  return wrongs
}

/** Sends the beginning of something, and is gone; the service has time to do something about it. */
async function leave(origin: string, text: string): Promise<void> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => socket.write(text, resolve))
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 100))
}
