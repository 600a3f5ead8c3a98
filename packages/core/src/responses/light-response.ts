import { copyFields } from '../fields/copy-fields.ts'

// The light Response of @hono/node-server keeps what it was made from, and makes a heavy one of it as soon as somebody asks
// for its body. Fields that were given as a record it sends as they are, unless somebody looks: then it makes Headers of them.
// By what is public, to look at a 200 and to stamp it costs half of what serving it costs (1.57 and 1.50 times the processor
// time of the server); by what is kept, a quarter to a third (1.36 and 1.23; `BENCH_ROWS='first visit' npm run bench -- node
// load`). Where it is kept is found out by trial, so that another version of it, and any other class, is merely slower.

/** What is kept: of the fields either what the Response was given, or the Headers that were made of it. */
type Kept = [status: number, content: unknown, fields: unknown]

let asked: typeof Response | null = null
let place: symbol | null = null

function keptBy(response: Response, Class: typeof Response): Kept | null {
  if (Class !== asked) {
    asked = Class
    place = placeIn(Class)
  }
  return place === null ? null : ((response as unknown as Record<symbol, Kept | undefined>)[place] ?? null)
}

/** Where a class keeps what `headers` then shows. */
function placeIn(Class: typeof Response): symbol | null {
  const trial = new Class('', { headers: { a: '1' } })
  const isPlace = (symbol: symbol): boolean => {
    const kept = (trial as unknown as Record<symbol, unknown>)[symbol]
    if (!Array.isArray(kept) || kept.length !== 3) return false
    kept[2] = { b: '2' }
    return !trial.headers.has('a') && trial.headers.get('b') === '2'
  }
  return Object.getOwnPropertySymbols(trial).find(isPlace) ?? null
}

/** Fields that were given as a record, and nobody has looked at. */
export interface LightFields {
  get(name: string): string | null
  has(name: string): boolean
  /** Adds fields that are not there. */
  add(fields: readonly (readonly [name: string, value: string])[]): void
}

/** The fields of a light Response that was given a record of them; `null` for any other. */
export function lightFields(response: Response, Class: typeof Response): LightFields | null {
  const kept = keptBy(response, Class)
  const given = kept?.[2] as Record<string, unknown> | undefined
  if (!kept || typeof given !== 'object' || given === null || Symbol.iterator in given) return null
  const fields = new Map<string, string>()
  for (const name in given) {
    const [lower, value] = [name.toLowerCase(), given[name]]
    // Headers would make a text of the one, and join the other.
    if (typeof value !== 'string' || fields.has(lower)) return null
    fields.set(lower, value)
  }
  return {
    get: (name) => fields.get(name) ?? null,
    has: (name) => fields.has(name),
    add(missing) {
      kept[2] = { ...given, ...Object.fromEntries(missing) }
    },
  }
}

/** Gives a light Response Headers of its own, where it shares those that it was given: then they can be changed in place. */
export function unshare(response: Response, Class: typeof Response): boolean {
  const kept = keptBy(response, Class)
  const { headers } = response
  if (kept?.[2] !== headers) return false
  kept[2] = copyFields(headers)
  return response.headers !== headers
}
