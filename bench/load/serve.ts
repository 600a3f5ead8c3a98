import type { Handler } from './contenders.ts'

interface Globals {
  Bun?: { serve(options: { port: number; hostname: string; fetch: Handler }): { port: number } }
  Deno?: {
    serve(options: { port: number; hostname: string; onListen(): void }, handler: Handler): { addr: { port: number } }
  }
}

/** Serves a handler as its runtime does, on a free port of this machine alone. */
export async function serve(fetch: Handler): Promise<number> {
  const { Bun, Deno } = globalThis as Globals
  const hostname = '127.0.0.1'
  if (Bun) return Bun.serve({ port: 0, hostname, fetch }).port
  if (Deno) return Deno.serve({ port: 0, hostname, onListen() {} }, fetch).addr.port
  const { serve } = await import('@hono/node-server')
  return new Promise((resolve) => serve({ fetch, port: 0, hostname }, ({ port }) => resolve(port)))
}
