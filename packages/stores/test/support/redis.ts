import type { RedisClient } from '@ifmatch/stores/redis'

const url = process.env.IFMATCH_REDIS
if (url === undefined) throw new Error('IFMATCH_REDIS names no server: run this by node scripts/services.ts')

/** Where the server is. */
export const server: URL = new URL(url)

/** A prefix of its own for each run; a second process is told it. */
export const prefix: string = (process.env.IFMATCH_PREFIX ??= `test-${crypto.randomUUID()}`)

/** A client that is connected, and how it is given back. */
export interface Connected {
  readonly client: RedisClient
  command(...args: string[]): Promise<unknown>
  end(): Promise<void>
}

/** The clients of this runtime: Bun's own, or node-redis as it is now and as it was. */
export const clients: Readonly<Record<string, (url?: string) => Promise<Connected>>> =
  'Bun' in globalThis
    ? { 'Bun.RedisClient': (at = url!) => connectBun(at) }
    : {
        'node-redis 6': (at = url!) => connectNode(at, 'redis'),
        'node-redis 5': (at = url!) => connectNode(at, 'redis5'),
      }

/** The first of them. */
export const connect: (url?: string) => Promise<Connected> = Object.values(clients)[0]!

async function connectNode(at: string, name: 'redis' | 'redis5'): Promise<Connected> {
  const { createClient } =
    name === 'redis' ? await import('redis') : ((await import('redis5')) as unknown as typeof import('redis'))
  const client = createClient({ url: at, disableOfflineQueue: true, socket: { reconnectStrategy: 20 } })
  client.on('error', () => {})
  await client.connect()
  return {
    client,
    command: (...args) => client.sendCommand(args),
    end: async () => client.destroy(),
  }
}

interface BunClient {
  connect(): Promise<void>
  close(): void
  send(command: string, args: string[]): Promise<unknown>
  getBuffer(key: string): Promise<Uint8Array<ArrayBuffer> | null>
}

async function connectBun(at: string): Promise<Connected> {
  const { Bun } = globalThis as unknown as { Bun: { RedisClient: new (url: string, options: object) => BunClient } }
  const client = new Bun.RedisClient(at, { enableOfflineQueue: false })
  await client.connect()
  return { client, command: (name, ...args) => client.send(name!, args), end: async () => client.close() }
}

/** A hash as an application has it: every field is text. */
export interface RedisNote {
  amount: string
  text?: string
  rev: string
  updated_at: string
  write_ids: string
}

export const fields = {
  version: 'rev',
  lastModified: 'updated_at',
  writeIds: 'write_ids',
  sequence: `{${prefix}}:sequence`,
} as const
