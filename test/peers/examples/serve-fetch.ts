// Serves what a module exports by default, on Node: node serve-fetch.ts MODULE. It prints the port.
import { serve } from '@hono/node-server'
import { pathToFileURL } from 'node:url'

const { default: app } = (await import(pathToFileURL(process.argv[2] as string).href)) as {
  default: { fetch(request: Request): Response | Promise<Response> }
}
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port))
