import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { run, type Service, start, temporaryFolder } from './service.ts'

const DATA = join(temporaryFolder(), 'new')

let service: Service
beforeAll(async () => void (service = await start({ DATA }, 'workers-local')), 120_000)
afterAll(() => service?.stop())

const at = (id: string): string => `${service.origin}/documents/${id}`
const page = async (): Promise<string> => (await fetch(service.origin)).text()
// The list may be late: it is told of a write after it.
const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 60_000, interval: 100 })

function put(id: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(at(id), { method: 'PUT', body, headers: { 'Content-Type': 'text/plain', ...headers } })
}

async function tagOf(id: string): Promise<string> {
  return (await fetch(at(id), { method: 'HEAD' })).headers.get('etag')!
}

describe('on Workers', () => {
  test('of many first requests at once, all see the same seed, and it is days old', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => fetch(at('welcome'))))
    const etag = first!.headers.get('etag')
    expect(others.map(({ headers }) => headers.get('etag'))).toEqual(Array(7).fill(etag))
    expect(Date.now() - Date.parse(first!.headers.get('last-modified')!)).toBeGreaterThan(5 * 86_400_000)
    const pages = await Promise.all(Array.from({ length: 4 }, page))
    for (const text of pages) expect(text).toContain('<a href="/documents/board">')
  })

  test('nothing is coded on the way, so that a strong tag names the bytes that are sent', async () => {
    const answer = await fetch(at('welcome'), { headers: { 'Accept-Encoding': 'gzip, br' } })
    const { byteLength } = await answer.arrayBuffer()
    const [coding, length, etag] = ['content-encoding', 'content-length', 'etag'].map((name) =>
      answer.headers.get(name),
    )
    expect([coding, length, etag]).toEqual([null, `${byteLength}`, expect.stringMatching(/^"/)])
  })

  test('a long body is in R2, and read from there whole and in part', async () => {
    const objects = (): number => globSync(join(DATA, 'r2/editor-bodies/blobs/*')).length
    const body = new Uint8Array(300_000).map((_, n) => n * n)
    expect((await put('short', 'a few words', { 'If-None-Match': '*' })).status).toBe(201)
    expect(objects()).toBe(0)
    const created = await put('long', body, { 'If-None-Match': '*' })
    expect([created.status, objects()]).toEqual([201, 1])
    const etag = created.headers.get('etag')!
    expect(new Uint8Array(await (await fetch(at('long'))).arrayBuffer())).toEqual(body)
    const part = await fetch(at('long'), { headers: { Range: 'bytes=200000-200099', 'If-Range': etag } })
    expect([part.status, new Uint8Array(await part.arrayBuffer())]).toEqual([206, body.subarray(200_000, 200_100)])
    expect((await put('long', 'short now', { 'If-Match': etag })).status).toBe(204)
    expect((await put('long', body, { 'If-Match': etag })).status).toBe(412)
    expect(await (await fetch(at('long'))).text()).toBe('short now')
  })

  test('a refusal reaches each client that is still sending', async () => {
    const body = new Uint8Array(8_000_000)
    const refused = await Promise.all(Array.from({ length: 4 }, () => put('welcome', body, { 'If-Match': '"0"' })))
    expect(refused.map(({ status }) => status)).toEqual(Array(4).fill(413))
    const posted = await Promise.all([at('welcome'), service.origin].map((url) => fetch(url, { method: 'POST', body })))
    expect(posted.map(({ status }) => status)).toEqual([405, 405])
  })

  test('the list has what was made, and not what was deleted; one made again has another tag', async () => {
    const first = (await put('listed', 'one', { 'If-None-Match': '*' })).headers.get('etag')!
    await soon(async () => expect(await page()).toContain('/documents/listed"'))
    expect((await fetch(at('listed'), { method: 'DELETE', headers: { 'If-Match': first } })).status).toBe(204)
    await soon(async () => expect(await page()).not.toContain('/documents/listed"'))
    const second = (await put('listed', 'one', { 'If-None-Match': '*' })).headers.get('etag')!
    expect(second).not.toBe(first)
    await soon(async () => expect(await page()).toContain('/documents/listed"'))
  })

  test('a list that cannot be written makes no write fail, and hears of it later', async () => {
    const [file] = globSync(join(DATA, 'd1/*/*.sqlite')).filter((path) => !path.endsWith('metadata.sqlite'))
    const other = new DatabaseSync(file!)
    other.exec('BEGIN IMMEDIATE')
    const created = await put('unlisted', 'one', { 'If-None-Match': '*' })
    expect([created.status, await tagOf('unlisted')]).toEqual([201, created.headers.get('etag')])
    expect(await page()).not.toContain('/documents/unlisted"')
    await soon(() => expect(service.printed().error).toContain('The list cannot be told now'))
    other.exec('ROLLBACK')
    other.close()
    expect((await put('unlisted', 'two', { 'If-Match': created.headers.get('etag')! })).status).toBe(204)
    await soon(async () => expect(await page()).toContain('/documents/unlisted"'))
  })

  test('an address of a document in other letters is the same document, and one of none is told so', async () => {
    expect((await fetch(at('%77elcome'))).headers.get('etag')).toBe(await tagOf('welcome'))
    expect((await fetch(at('%E0%A4%A'))).status).toBe(404)
    expect((await fetch(at('a%2Fb'))).status).toBe(404)
  })

  test('a port that is in use is told in one sentence', { timeout: 120_000 }, async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    const { text, ended } = run({ PORT: `${port}` }, undefined, 'workers-local')
    expect([await ended, text.out]).toEqual([1, ''])
    expect(text.error).toBe(`Cannot listen on 127.0.0.1, port ${port}: the port is in use; set PORT to another one\n`)
    server.close()
  })
})

describe('wrangler', () => {
  const folder = resolve(import.meta.dirname, '..')

  test('takes the same configuration: a deployment that is only tried', { timeout: 120_000 }, async () => {
    const outdir = join(mkdtempSync(join(temporaryFolder(), 'out-')), 'worker')
    const wrangler = resolve(folder, 'node_modules/wrangler/bin/wrangler.js')
    const env = { ...process.env, HOME: temporaryFolder(), WRANGLER_SEND_METRICS: 'false', CI: 'true' }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [wrangler, 'deploy', '--dry-run', '--outdir', outdir],
      { cwd: folder, env },
    )
    for (const binding of ['env.DOCUMENTS (Document)', 'env.BODIES (editor-bodies)', 'env.LIST (editor-list)'])
      expect(stdout).toContain(binding)
    expect(readFileSync(join(outdir, 'worker.js'), 'utf8')).toContain('ifmatch_document')
  })
})
