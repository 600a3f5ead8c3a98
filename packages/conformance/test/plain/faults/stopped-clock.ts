import { PlainServer } from '../plain-server.ts'

const begun = Date.now()

/** A server whose clock stands still: all that happens falls into one second, however slow the machine is. */
export class StoppedClock extends PlainServer {
  protected override clock(): number {
    return begun
  }
}
