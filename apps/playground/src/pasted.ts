import { readCurl } from './read-curl.ts'
import { readHttp } from './read-http.ts'
import type { Asked } from './state.ts'

/** A request that was pasted, with what was left out of it; or one sentence on why it could not be read. */
export type Pasted = (Asked & { readonly notes: readonly string[] }) | { readonly wrong: string }

/** Reads what somebody pasted: a curl command, or else a request in raw HTTP. Never throws. */
export function readPasted(text: string): Pasted {
  return /^\s*(?:[$%#>]\s+)?(?:\S*[\\/])?curl(?:\.exe)?(?:\s|$)/.test(text) ? readCurl(text) : readHttp(text)
}
