import Koa from 'koa'
import conditional from 'koa-conditional-get'
import etag from 'koa-etag'
import type { RequestListener } from 'node:http'
import type { Document } from './document.ts'

export function listener({ path, text, modified }: Document): RequestListener {
  const app = new Koa()
  app.use(conditional())
  app.use(etag())
  app.use((context) => {
    if (context.path !== path || (context.method !== 'GET' && context.method !== 'HEAD')) return
    context.type = 'text/plain'
    context.lastModified = modified
    context.body = text
  })
  return app.callback()
}
