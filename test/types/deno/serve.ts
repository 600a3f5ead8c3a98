import { respond } from '@ifmatch/core'
import { file, withPreconditions } from '@ifmatch/deno'

export const files: Deno.HttpServer = Deno.serve(async (request) => respond(request, await file('./dist/app.js')))

export const guarded: Deno.HttpServer = Deno.serve(
  withPreconditions(
    () => ({ version: 1 }),
    (_request: Request, info) => new Response(info.remoteAddr.transport),
  ),
)
