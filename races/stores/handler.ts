import {
  anyVersion,
  commit,
  evaluatePreconditions,
  handleResource,
  respond,
  type Representation,
  type Snapshot,
} from '@ifmatch/core'
import { setClock } from './clock.ts'
import type { Entrant } from './entrant.ts'

/** Answers the requests of a race. */
export type Handler = (request: Request) => Promise<Response>

/** The stores that a runtime can serve, by name. */
export type Openers = Readonly<Record<string, () => Promise<Handler>>>

/**
 * Serves one store in three ways, by the first segment of the path: `/swapped/:id` as we mean it, `/dated/:id` the same where
 * a write needs no condition, and `/checked/:id` by a handler that evaluates, and then writes. `/clock/:milliseconds` sets the
 * clock of this process.
 */
export function handlerOf<S extends Snapshot, N>(entrant: Entrant<S, N>): Handler {
  const { open, methods } = entrant
  return async (request) => {
    const [, kind, id = ''] = new URL(request.url).pathname.split('/')
    switch (kind) {
      case 'swapped':
        return handleResource(request, open(id), methods)
      case 'dated':
        return handleResource(request, open(id), { ...methods, require: false })
      case 'checked':
        return evaluateThenWrite(request, entrant, id)
      case 'clock':
        setClock(Number(id))
        return new Response()
      default:
        return new Response(null, { status: 404 })
    }
  }
}

/**
 * What a handler without compare-and-swap does. Its evaluation is right every time, and what it writes then may replace a
 * state that nobody evaluated.
 */
async function evaluateThenWrite<S extends Snapshot, N>(
  request: Request,
  { open, methods, next }: Entrant<S, N>,
  id: string,
): Promise<Response> {
  const resource = open(id)
  const state = await resource.read()
  const shown = state && ((await methods.get!(state, request)) as Representation)
  if (request.method === 'GET') return respond(request, shown)
  const refused = evaluatePreconditions(request, shown)
  if (refused) return refused
  const text = await request.text()
  // Written whatever is there by now: tried again where the store itself says that somebody else was faster.
  while (!(await commit(resource, anyVersion, () => next(text))).ok);
  return new Response(null, { status: state ? 204 : 201 })
}
