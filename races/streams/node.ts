// Serves a file as a Blob on Node: node races/streams/node.ts large.bin
import { createAdaptorServer } from '@hono/node-server'
import { blob, respond } from '@ifmatch/core'
import { openAsBlob } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { servingLine } from '../stores/places.ts'

const large = blob(await openAsBlob(process.argv[2]!))
const server = createAdaptorServer({ fetch: (request) => respond(request, large) })
server.listen(0, '127.0.0.1', () => console.log(servingLine((server.address() as AddressInfo).port)))
