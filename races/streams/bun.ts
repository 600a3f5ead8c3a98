// Serves a file on Bun: bun races/streams/bun.ts large.bin
import { file } from '@ifmatch/bun'
import { respond } from '@ifmatch/core'
import { servingLine } from '../stores/places.ts'

const path = process.argv[2]!
const fetch = (request: Request): Promise<Response> => respond(request, () => file(Bun.file(path)))
const { port = 0 } = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch })
console.log(servingLine(port))
