import { join } from 'node:path'
import { programs } from '../../../scripts/programs.ts'
import { ofNpm, said } from '../installed.ts'
import type { Peer } from '../peer.ts'
import { announced } from '../running.ts'

const servers = join(import.meta.dirname, '../servers')
const onNodeProgram = join(servers, 'on-node.ts')

/** A module of `servers` that Node serves, with the packages whose versions count. */
function onNode(name: string, about: string, file: string, ...packages: string[]): Peer {
  return script(name, about, file, [programs.node, onNodeProgram, file], () => ofNpm(...packages))
}

function onBun(name: string, about: string, file: string): Peer {
  const version = async (): Promise<string> => `Bun ${await said(/(\S+)/, programs.bun, '--version')}`
  return script(name, about, file, [programs.bun, join(servers, file)], version)
}

function onDeno(name: string, about: string, file: string): Peer {
  const version = async (): Promise<string> => `Deno ${await said(/deno (\S+)/, programs.deno, '--version')}`
  const command = [programs.deno, 'run', '--allow-net', '--allow-read', '--allow-env', join(servers, file)]
  return script(name, about, file, command, version)
}

type Command = readonly string[]

/** A server that is started by a command with the folder behind it, and prints its port. */
function script(name: string, about: string, file: string, command: Command, version: Peer['version']): Peer {
  const start: Peer['start'] = ({ served }) => announced([...command, served], '/document.txt')
  return { name, about, source: `servers/${file}`, writes: false, version, start }
}

/** What comes from npm. */
export const npmPeers: readonly Peer[] = [
  onNode('express.static', '`express.static(folder)`', 'express-static.ts', 'express'),
  onNode('Express', '`response.send(text)`, with the tag that Express makes by default', 'express-send.ts', 'express'),
  onNode('send', '`send(request, path, { root })` on `node:http`', 'send.ts', 'send'),
  onNode(
    'Koa',
    'koa-conditional-get and koa-etag; the handler sets Last-Modified',
    'koa.ts',
    'koa',
    'koa-conditional-get',
    'koa-etag',
  ),
  onNode('@fastify/static', 'all settings by default', 'fastify-static.ts', '@fastify/static', 'fastify'),
  onNode('@fastify/etag', '`reply.send(text)`', 'fastify-etag.ts', '@fastify/etag', 'fastify'),
  onNode('hono/etag', '`etag()` before `c.text(text)`', 'hono-etag.ts', 'hono', '@hono/node-server'),
  onNode(
    'Hono serveStatic',
    '`serveStatic({ root })` of @hono/node-server behind `etag()`',
    'hono-static-etag.ts',
    'hono',
    '@hono/node-server',
  ),
  onNode('h3', '`handleCacheHeaders` with a tag and a date', 'h3-cache.ts', 'h3'),
  onNode('h3 serveStatic', '`serveStatic` with size and time of each file', 'h3-static.ts', 'h3'),
  onNode('sirv', '`sirv(folder, { etag: true })` on `node:http`', 'sirv.ts', 'sirv'),
  onNode(
    '@remix-run/response',
    '`createFileResponse(file, request, { etag: "strong" })`',
    'remix.ts',
    '@remix-run/response',
  ),
  onBun('Bun.serve, text', "`routes: { '/document.txt': new Response(text) }`", 'bun-routes.ts'),
  onBun('Bun.serve, file', "`routes: { '/document.txt': new Response(Bun.file(path)) }`", 'bun-file.ts'),
]

/** What is in this workspace. */
export const ownScripts: readonly Peer[] = [
  onNode(
    'ifmatch: preconditions',
    '`preconditions(select)` of @ifmatch/hono before `c.text(text)`',
    'ifmatch-hono.ts',
    '@ifmatch/hono',
    'hono',
  ),
  onNode(
    'ifmatch: etag',
    '`etag()` of @ifmatch/hono, in the place of hono/etag',
    'ifmatch-hono-etag.ts',
    '@ifmatch/hono',
    'hono',
  ),
  onBun('ifmatch: file on Bun', '`respond` with `file` of @ifmatch/bun', 'ifmatch-bun-file.ts'),
  onDeno('ifmatch: file on Deno', '`respond` with `file` of @ifmatch/deno', 'ifmatch-deno-file.ts'),
]
