import etag from '@fastify/etag'
import Fastify from 'fastify'
import type { RequestListener } from 'node:http'
import type { Document } from './document.ts'

export async function listener({ path, text }: Document): Promise<RequestListener> {
  const app = Fastify()
  await app.register(etag)
  app.get(path, (_, reply) => reply.type('text/plain').send(text))
  await app.ready()
  return app.routing
}
