import { readDocument } from './document.ts'

const { path, text } = await readDocument(Bun.argv[2] as string)
const server = Bun.serve({ hostname: '127.0.0.1', port: 0, routes: { [path]: new Response(text) } })
console.log(server.port)
