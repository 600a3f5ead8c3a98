import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { run, start, temporaryFolder } from './service.ts'
import { open, requestText } from './socket.ts'

/** Starts something that must fail, and gives its one sentence. */
async function failing(variables: Record<string, string>): Promise<string> {
  const { text, ended } = run(variables)
  expect(await ended).toBe(1)
  expect(text.out).toBe('')
  expect(text.error).toMatch(/^Cannot [^\n]+\n$/)
  return text.error
}

describe.concurrent('the start', () => {
  test('is one line, with the address and what to try', async () => {
    const service = await start()
    expect(service.printed().out).toMatch(
      /^Serving documents at (http:\/\/localhost:\d+): .* curl -i \1\/documents\/welcome\n$/,
    )
    expect(service.printed().error).toBe('')
    await service.stop()
  })

  test('makes data/documents.sqlite under the current folder', async () => {
    const folder = temporaryFolder()
    const { child, text, ended } = run({}, folder)
    while (!text.out) await new Promise((resolve) => setTimeout(resolve, 10))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(existsSync(join(folder, 'data/documents.sqlite'))).toBe(true)
  })

  test('keeps what was there, and brings no seed back', async () => {
    const DATA = join(temporaryFolder(), 'deep', 'er', 'my.sqlite')
    const first = await start({ DATA })
    const board = `${first.origin}/documents/board`
    expect((await fetch(board, { method: 'DELETE', headers: { 'If-Match': '"2"' } })).status).toBe(204)
    await first.stop()
    const second = await start({ DATA })
    const [gone, kept] = [
      await fetch(`${second.origin}/documents/board`),
      await fetch(`${second.origin}/documents/welcome`),
    ]
    expect([gone.status, kept.status, kept.headers.get('etag')]).toEqual([404, 200, '"1"'])
    await second.stop()
  })

  test('on a port that is in use fails in one sentence', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    expect(await failing({ PORT: `${port}` })).toContain(`port ${port}: the port is in use`)
    server.close()
  })

  test('with a variable that means nothing fails in one sentence', async () => {
    expect(await failing({ PORT: 'http' })).toContain('PORT: "http" is no number')
  })

  test('with a file that is no database fails in one sentence', async () => {
    const DATA = join(temporaryFolder(), 'notes.txt')
    writeFileSync(DATA, 'These are notes.\n'.repeat(100))
    expect(await failing({ DATA })).toContain('it is no SQLite database')
    expect(readFileSync(DATA, 'utf8')).toBe('These are notes.\n'.repeat(100))
  })
})

describe('a file that somebody else has locked', () => {
  test('is still read; a write is 503, and changes nothing', async () => {
    const DATA = join(temporaryFolder(), 'locked.sqlite')
    const service = await start({ DATA })
    const url = `${service.origin}/documents/board`
    const other = new DatabaseSync(DATA)
    other.exec('BEGIN IMMEDIATE')
    const answer = await fetch(url, { method: 'PUT', body: 'mine', headers: { 'If-Match': '"2"' } })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect((await fetch(url)).headers.get('etag')).toBe('"2"')
    other.exec('ROLLBACK')
    other.close()
    expect((await fetch(url, { method: 'PUT', body: 'mine', headers: { 'If-Match': '"2"' } })).status).toBe(204)
    await service.stop()
  })
})

describe.concurrent('the end', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('by %s closes what is open, and is no failure', async (signal) => {
    const DATA = join(temporaryFolder(), 'end.sqlite')
    const service = await start({ DATA })
    const idle = open(service.port, '')
    const waiting = open(
      service.port,
      requestText('PUT', '/documents/note', ['If-None-Match: *', 'Content-Length: 9'], 'half'),
    )
    for (const socket of [idle, waiting]) socket.on('error', () => {})
    const closed = [idle, waiting].map((socket) => new Promise((resolve) => socket.on('close', resolve).resume()))
    await fetch(`${service.origin}/documents/welcome`)
    expect(await service.stop(signal)).toBe(0)
    await Promise.all(closed)
    expect(service.printed().error).toBe('')
    expect([existsSync(DATA), existsSync(`${DATA}-wal`)]).toEqual([true, false])
  })

  test('by two signals at once is no failure either: npm passes on a Ctrl-C that was there already', async () => {
    const service = await start()
    service.process.kill('SIGINT')
    expect(await service.stop('SIGINT')).toBe(0)
  })
})
