import type { Answer, Asked } from './message.ts'

/** How requests reach the target: over a socket, or as calls of a handler. */
export interface Transport {
  readonly kind: 'socket' | 'handler'
  /**
   * Sends one request and waits for the answer.
   *
   * @throws CannotSend where this transport cannot express the request, NoAnswer where none came
   */
  exchange(asked: Asked): Promise<Answer>
  /** Closes what is open. */
  close(): void
}

/** A request that this transport cannot express: the case is not run. */
export class CannotSend extends Error {
  override readonly name = 'CannotSend'
}

/** No answer came, or none that is HTTP. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}
