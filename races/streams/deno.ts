// Serves a file on Deno: deno run -A races/streams/deno.ts large.bin
import { respond } from '@ifmatch/core'
import { file } from '@ifmatch/deno'
import { servingLine } from '../stores/places.ts'

const path = Deno.args[0]!
const onListen = ({ port }: Deno.NetAddr): void => console.log(servingLine(port))
Deno.serve({ port: 0, hostname: '127.0.0.1', onListen }, (request) => respond(request, () => file(path)))
