import { preconditions } from '@ifmatch/hono'
import { Hono } from 'hono'
import type { Serves } from './on-node.ts'

export const handler: Serves['handler'] = ({ path, text, modified }) => {
  const select = preconditions(() => ({ version: 7, lastModified: modified }))
  return new Hono().get(path, select, (c) => c.text(text)).fetch
}
