import fastifyEtag from '@fastify/etag'
import fastify from 'fastify'
import { sizes } from './contenders.ts'

/** Fastify has no fetch: it listens by itself. */
export async function services(): Promise<{ name: string; size: number; listen(): Promise<number> }[]> {
  const size = sizes['1 KB']
  const content = 'It is of some length. '.repeat(Math.ceil(size / 22)).slice(0, size)
  return [
    { name: 'bare Fastify', size, listen: () => listen(content, false) },
    { name: '@fastify/etag', size, listen: () => listen(content, true) },
  ]
}

async function listen(content: string, tagged: boolean): Promise<number> {
  const app = fastify()
  if (tagged) await app.register(fastifyEtag)
  app.get('/document', (_, reply) => reply.header('Cache-Control', 'no-cache').type('text/plain').send(content))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as { port: number }).port
}
