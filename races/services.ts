import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Server, startPostgres, startRedis } from '../scripts/servers.ts'

/** The servers that stores need. */
export interface Services {
  /** By name: where it is, or why it is not there. */
  readonly found: Readonly<Record<'postgres' | 'redis', { readonly url: string } | { readonly missing: string }>>
  stop(): Promise<void>
}

/** Takes the servers that the environment names, and starts the others where their programs are installed. */
export async function openServices(): Promise<Services> {
  const started: { server: Server; folder: string }[] = []
  async function open(variable: string, start: (folder: string) => Promise<Server>) {
    const named = process.env[variable]
    if (named) return { url: named }
    const folder = await mkdtemp(join(tmpdir(), 'ifmatch-services-'))
    try {
      const server = await start(folder)
      started.push({ server, folder })
      return { url: server.url }
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      return { missing: (error as Error).message }
    }
  }
  const [postgres, redis] = [await open('IFMATCH_POSTGRES', startPostgres), await open('IFMATCH_REDIS', startRedis)]
  return {
    found: { postgres, redis },
    async stop() {
      for (const { server, folder } of started) {
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
