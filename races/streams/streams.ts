import { once } from 'node:events'
import { request } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { programs, top } from '../../scripts/programs.ts'
import { serve, type Serving } from '../process.ts'
import { blocks, blockSize, compare, writeBlocks } from './blocks.ts'
import { type Memory, memoryDuring } from './memory.ts'

/** A large object, and what serves it. */
export interface Streamed {
  readonly name: string
  /** Whether it is uploaded over HTTP, or is a file already. */
  readonly isUploaded: boolean
  readonly command: readonly string[]
}

const server = (path: string): string => join(top, 'races', path)

export const streamed: readonly Streamed[] = [
  {
    name: 'an object of R2, on Workers',
    isUploaded: true,
    command: [programs.node, server('stores/workers.ts'), 'r2'],
  },
  { name: 'a Blob of openAsBlob(), on Node', isUploaded: false, command: [programs.node, server('streams/node.ts')] },
  { name: 'a file of Bun.file(), on Bun', isUploaded: false, command: [programs.bun, server('streams/bun.ts')] },
  {
    name: 'a file, on Deno',
    isUploaded: false,
    command: [programs.deno, 'run', '--allow-all', server('streams/deno.ts')],
  },
]

/** How large it is, in blocks, and in how many ranges it is read. */
export interface Size {
  readonly blocks: number
  readonly ranges: number
}

/** For `npm run races`: 1 GiB. */
export const whole: Size = { blocks: 1024, ranges: 16 }

/** For `npm test`. */
export const small: Size = { blocks: 16, ranges: 4 }

/** What was seen of it: memory while it was written, and while it was read. */
export interface Flow {
  readonly bytes: number
  readonly written: Memory | null
  readonly read: Memory | null
}

/** Serves a large object, reads all of it by ranges, and compares every byte. */
export async function stream({ isUploaded, command }: Streamed, size: Size): Promise<Flow> {
  const folder = await mkdtemp(join(tmpdir(), 'ifmatch-streams-'))
  const file = join(folder, 'large.bin')
  if (!isUploaded) await writeBlocks(file, size.blocks)
  let serving: Serving | null = null
  try {
    serving = await serve([...command, file], { TMPDIR: folder }, /serving on (\d+)/)
    const { origin, pid } = serving
    const url = `${origin}/streamed/large`
    const written = isUploaded ? await memoryDuring(pid, () => upload(url, size.blocks)) : null
    let bytes = 0
    const read = await memoryDuring(pid, async () => {
      bytes = await readByRanges(url, size)
    })
    return { bytes, written, read }
  } finally {
    await serving?.end()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Whether memory stayed far below the size of the object while it was read. */
export function isFlat({ bytes, read }: Flow): boolean {
  return read === null || read.peak - read.before < bytes / 4
}

async function upload(url: string, count: number): Promise<void> {
  const headers = { 'Content-Length': count * blockSize, 'If-None-Match': '*' }
  const writing = request(url, { method: 'PUT', headers })
  const answered = once(writing, 'response')
  await pipeline(blocks(count), writing)
  const [answer] = await answered
  answer.resume()
  if (answer.statusCode !== 201) throw new Error(`PUT ${url} was answered ${answer.statusCode}`)
}

async function readByRanges(url: string, size: Size): Promise<number> {
  const length = (size.blocks / size.ranges) * blockSize
  let [bytes, tag] = [0, null as string | null]
  for (let n = 0; n < size.ranges; n++) {
    const headers = { Range: `bytes=${n * length}-${(n + 1) * length - 1}` }
    const answer = await fetch(url, { headers })
    if (answer.status !== 206) throw new Error(`GET ${url} was answered ${answer.status}`)
    if (tag !== null && answer.headers.get('etag') !== tag) throw new Error('Another tag than before')
    tag = answer.headers.get('etag')
    bytes += await compare(answer.body!, n * length)
  }
  return bytes
}
