import type { PlainServer, PlainServerOptions } from '../plain-server.ts'

/** A mistake that servers make: what it is, the section of RFC 9110 that it breaks, and a server that makes it. */
export interface Fault {
  readonly name: string
  readonly section: string
  readonly server: new (options?: PlainServerOptions) => PlainServer
}
