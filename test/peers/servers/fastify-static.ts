import serveStatic from '@fastify/static'
import Fastify from 'fastify'
import type { RequestListener } from 'node:http'
import type { Document } from './document.ts'

export async function listener({ folder }: Document): Promise<RequestListener> {
  const app = Fastify()
  await app.register(serveStatic, { root: folder })
  await app.ready()
  return app.routing
}
