import { respond } from '@ifmatch/core'
import { file } from '@ifmatch/deno'

const folder = Deno.args[0] as string

Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(port) }, (request) => {
  const { pathname } = new URL(request.url)
  return pathname === '/document.txt'
    ? respond(request, () => file(`${folder}${pathname}`))
    : new Response('Not Found', { status: 404 })
})
