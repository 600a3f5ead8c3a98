import type { Crowd } from './scenarios/increments.ts'

/** How hard a store is tried. */
export interface Load {
  readonly byTag: Crowd
  readonly byDate: Crowd & { readonly documents: number }
  readonly creations: { readonly rounds: number; readonly creators: number }
  readonly reads: { readonly reads: number; readonly readers: number }
}

/** For `npm run races`. A document takes one write a second by date, so that these are spread over many. */
export const whole: Load = {
  byTag: { clients: 16, increments: 50 },
  byDate: { clients: 16, increments: 50, documents: 80 },
  creations: { rounds: 20, creators: 16 },
  reads: { reads: 10_000, readers: 8 },
}

/** For `npm test`. */
export const small: Load = {
  byTag: { clients: 8, increments: 3 },
  byDate: { clients: 6, increments: 1, documents: 3 },
  creations: { rounds: 2, creators: 8 },
  reads: { reads: 100, readers: 3 },
}
