// Serves one of the modules here: node on-node.ts express-static.ts FOLDER. It prints the port.
import { createAdaptorServer } from '@hono/node-server'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Document, readDocument } from './document.ts'

/** What a module here exports: how it serves the document, in the style of node:http or of Fetch. */
export interface Serves {
  readonly listener?: (document: Document) => RequestListener | Promise<RequestListener>
  readonly handler?: (document: Document) => (request: Request) => Response | Promise<Response>
}

/** Answers 500 where a listener throws, as frameworks do: alone on node:http it would end the process. */
const guarded =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    try {
      listener(request, response)
    } catch {
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    }
  }

/** Serves a module of this folder on any port that is free. */
export async function serve(module: string, folder: string): Promise<{ port: number; close(): void }> {
  const { listener, handler } = (await import(`./${module}`)) as Serves
  const document = await readDocument(folder)
  const server = listener
    ? createServer(guarded(await listener(document)))
    : (createAdaptorServer({ fetch: handler!(document) }) as Server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

if (import.meta.main) console.log((await serve(process.argv[2] as string, process.argv[3] as string)).port)
