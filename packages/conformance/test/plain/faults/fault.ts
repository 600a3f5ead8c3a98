import type { PlainServer, PlainServerOptions } from '../plain-server.ts'

/** A mistake that servers make, and a server that makes it. */
export interface Fault {
  readonly name: string
  /** The section of RFC 9110 that it breaks. */
  readonly section: string
  /** The check that finds it; where that is an open point, what it records differs from what it records of the right server. */
  readonly found: string
  readonly server: new (options?: PlainServerOptions) => PlainServer
}
