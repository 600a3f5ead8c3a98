import { withPreconditions, type Options, type RequestLike, type Validators } from '@ifmatch/core'
import { vi } from 'vitest'
import { v1 } from './state.ts'

/** A guarded handler whose select and handler count their calls. */
export function guarded(
  state: Validators | null = v1,
  answer: () => Response = () => new Response('new'),
  options?: Options,
) {
  const select = vi.fn((_request: RequestLike): Validators | null => state)
  const handler = vi.fn((_request: RequestLike) => answer())
  return { select, handler, serve: withPreconditions(select, handler, options) }
}

export const quiet: Options = { onMistake: () => {} }
