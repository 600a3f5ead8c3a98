import { openAsBlob } from 'node:fs'
import { blob, type Representation, respond } from '@ifmatch/core'
import type { Handler } from './contenders.ts'
import { serve } from './serve.ts'

// What `peak.ts` starts: it serves one file as its runtime reads files best.

const file = process.argv.at(-1) as string
console.log(JSON.stringify({ pid: process.pid, port: await serve(await handlerHere()) }))
process.stdin.on('end', () => process.exit()).resume()

interface Reader {
  file(file: unknown): Representation | null | Promise<Representation | null>
}
interface Globals {
  Bun?: { file(path: string): unknown }
}

async function handlerHere(): Promise<Handler> {
  const { Bun } = globalThis as Globals
  if (Bun) {
    const reader = await readerOf('bun')
    return (request) => respond(request, () => reader.file(Bun.file(file)))
  }
  if ('Deno' in globalThis) {
    const reader = await readerOf('deno')
    return (request) => respond(request, () => reader.file(file))
  }
  const opened = blob(await openAsBlob(file))
  return (request) => respond(request, opened)
}

/** The package for a runtime; its types are at home there alone. */
async function readerOf(runtime: 'bun' | 'deno'): Promise<Reader> {
  return (await import(`@ifmatch/${runtime}`)) as Reader
}
