import { file } from '@ifmatch/bun'
import { respond } from '@ifmatch/core'
import { path } from './document.ts'

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  routes: { [path]: (request) => respond(request, () => file(Bun.file(`${Bun.argv[2]}${path}`))) },
})
console.log(server.port)
