import { Buffer } from 'node:buffer'
import type { ByteRange } from '@ifmatch/core'
import { isVersion, readBody, readBodyAsText, type Script } from './scripts.ts'

/** What is called of a client of node-redis: one connection, a pool, or a cluster. */
export interface NodeRedisClient extends Scripting {
  withTypeMapping(mapping: { 36: typeof Buffer }): Scripting
}

interface Scripting {
  eval(script: string, options: ScriptOptions): Promise<unknown>
  evalSha(sha: string, options: ScriptOptions): Promise<unknown>
}

interface ScriptOptions {
  keys: string[]
  arguments: (string | Buffer)[]
}

/** What is called of Bun's client. */
export interface BunRedisClient {
  send(command: string, args: string[]): Promise<unknown>
  getBuffer(key: string): Promise<Uint8Array<ArrayBuffer> | null>
}

/** A client that is connected: of node-redis, or Bun's own. */
export type RedisClient = NodeRedisClient | BunRedisClient

/** What the stores need of a client. */
export interface Redis {
  run(script: Script, keys: readonly string[], args: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<unknown>
  /** The bytes of a body while this version is its head's: `null` once it is not. */
  body(head: string, body: string, version: string, range?: ByteRange): Promise<Uint8Array<ArrayBuffer> | null>
}

/**
 * @throws TypeError where it is no client that we know
 */
export function redisOf(client: RedisClient): Redis {
  if ('evalSha' in client) return nodeRedis(client)
  if ('getBuffer' in client) return bunRedis(client)
  throw new TypeError('Cannot use this client of Redis: it is neither one of node-redis nor of Bun')
}

function nodeRedis(client: NodeRedisClient): Redis {
  const evaluate = (on: Scripting, { text, sha }: Script, options: ScriptOptions): Promise<unknown> =>
    loaded(
      async () => on.evalSha(await sha, options),
      () => on.eval(text, options),
    )
  return {
    run: (script, keys, args) => evaluate(client, script, { keys: [...keys], arguments: args.map(argument) }),
    async body(head, body, version, range) {
      // 36 is the type of a bulk string: `$`.
      const binary = client.withTypeMapping({ 36: Buffer })
      const options = { keys: [head, body], arguments: [version, ...endsOf(range)] }
      return (await evaluate(binary, readBody, options)) as Uint8Array<ArrayBuffer> | null
    },
  }
}

// Beyond this, turning bytes into text would keep Redis from others for too long.
const TEXT_LIMIT = 64 * 1024

// Bun reads the replies of scripts as text, and only whole values as bytes.
function bunRedis(client: BunRedisClient): Redis {
  const run: Redis['run'] = async ({ text, sha }, keys, args) => {
    // It takes bytes as well as text, whatever its types say.
    const rest = [String(keys.length), ...keys, ...args.map(argument)] as string[]
    return loaded(
      async () => client.send('EVALSHA', [await sha, ...rest]),
      () => client.send('EVAL', [text, ...rest]),
    )
  }
  return {
    run,
    async body(head, body, version, range) {
      if (range && range.length <= TEXT_LIMIT) {
        const text = (await run(readBodyAsText, [head, body], [version, ...endsOf(range)])) as string | null
        return text === null ? null : Uint8Array.from(text, (character) => character.charCodeAt(0))
      }
      const bytes = await client.getBuffer(body)
      // A version never comes back: if it is still there, it was there all the time.
      if (bytes === null || Number(await run(isVersion, [head], [version])) === 0) return null
      return range ? bytes.subarray(range.offset, range.offset + range.length) : bytes
    },
  }
}

/** Redis knows a script by its hash once it has run it; after a restart it does not. */
async function loaded(byHash: () => Promise<unknown>, byText: () => Promise<unknown>): Promise<unknown> {
  try {
    return await byHash()
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return byText()
    throw error
  }
}

function argument(value: string | Uint8Array<ArrayBuffer>): string | Buffer {
  return typeof value === 'string' ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

function endsOf(range?: ByteRange): [first: string, last: string] {
  return range ? [String(range.offset), String(range.offset + range.length - 1)] : ['0', '-1']
}
