import { path } from './document.ts'

const file = Bun.file(`${Bun.argv[2]}${path}`)
const server = Bun.serve({ hostname: '127.0.0.1', port: 0, routes: { [path]: new Response(file) } })
console.log(server.port)
