import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Serves } from './on-node.ts'

export const handler: Serves['handler'] = ({ path, text }) =>
  new Hono().use(etag()).get(path, (c) => c.text(text)).fetch
