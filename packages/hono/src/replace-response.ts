import type { Context, Env, Input } from 'hono'

/** Makes an answer the context's own. */
export function replaceResponse<E extends Env, P extends string, I extends Input>(
  c: Context<E, P, I>,
  answer: Response,
): void {
  if (c.finalized && answer === c.res) return
  // Assigned directly, it would inherit the fields of the response in its place, and a 412 the freshness of a 200.
  c.res = undefined
  c.res = answer
}
