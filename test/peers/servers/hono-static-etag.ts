import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Serves } from './on-node.ts'

export const handler: Serves['handler'] = ({ folder }) =>
  new Hono().use(etag()).use(serveStatic({ root: folder })).fetch
