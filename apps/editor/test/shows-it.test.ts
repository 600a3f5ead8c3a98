import { execFile, execFileSync } from 'node:child_process'
import { readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, start, temporaryFolder } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await start()
})
afterAll(async () => {
  await service.stop()
})

describe('a download that broke off', () => {
  test('is resumed while it is the same state, and whole after a change', async () => {
    const url = `${service.origin}/documents/board`
    const first = await fetch(url, { headers: { Range: 'bytes=0-499' } })
    const half = await first.text()
    const rest = { headers: { Range: `bytes=${half.length}-`, 'If-Range': first.headers.get('etag')! } }
    const second = await fetch(url, rest)
    expect([first.status, second.status]).toEqual([206, 206])
    expect(half + (await second.text())).toBe(await (await fetch(url)).text())

    await fetch(url, { method: 'PUT', body: '[]', headers: { 'If-Match': first.headers.get('etag')! } })
    const third = await fetch(url, rest)
    expect([third.status, await third.text()]).toEqual([200, '[]'])
  })
})

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// What these show is tested without curl as well, here and in the other files.
if (isThere('curl')) {
  describe('curl', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'welcome.md')

    /** The status and the size of the content, as curl counts them; the content goes into `output`. */
    async function curl(id: string, output: string, ...options: string[]): Promise<string> {
      const all = [
        '-sS',
        '-w',
        '%{http_code} %{size_download}',
        '-o',
        output,
        ...options,
        `${service.origin}/documents/${id}`,
      ]
      return (await promisify(execFile)('curl', all, { cwd: folder })).stdout
    }

    test('saves the tag, and is sent nothing while it compares', async () => {
      const tags = ['--etag-save', 'tag', '--etag-compare', 'tag']
      expect(await curl('welcome', file, ...tags)).toMatch(/^200 \d{4}$/)
      expect(readFileSync(join(folder, 'tag'), 'utf8')).toBe('"1"\n')
      expect(await curl('welcome', file, ...tags)).toBe('304 0')
    })

    test('-z is sent nothing since the date of its file', async () => {
      await curl('welcome', file, '-R')
      expect(await curl('welcome', file, '-z', file)).toBe('304 0')
    })

    test('-C - fetches the rest of a file', async () => {
      await curl('welcome', file)
      const whole = readFileSync(file)
      truncateSync(file, 1000)
      expect(await curl('welcome', file, '-C', '-', '-H', 'If-Range: "1"')).toBe(`206 ${whole.length - 1000}`)
      expect(readFileSync(file).equals(whole)).toBe(true)
    })

    test('-T creates once', async () => {
      await curl('welcome', file)
      const upload = ['-T', file, '-H', 'If-None-Match: *']
      expect(await curl('upload', 'answer', ...upload)).toBe('201 0')
      expect(await curl('upload', 'answer', ...upload)).toMatch(/^412 /)
      expect(await (await fetch(`${service.origin}/documents/upload`)).text()).toBe(readFileSync(file, 'utf8'))
    })
  })
}
