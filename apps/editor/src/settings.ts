/** What the environment sets. */
export interface Settings {
  /** 0: any port that is free. */
  readonly port: number
  /** The address to listen on. */
  readonly host: string
  /** The SQLite file. */
  readonly data: string
  /** Whether a write without a condition is answered 428. */
  readonly require: boolean
}

/**
 * Reads PORT, HOST, DATA and REQUIRE; one that is empty is not set.
 *
 * @throws Error in one sentence, for a value that means nothing
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { PORT, HOST, DATA, REQUIRE } = environment
  return {
    port: PORT ? portOf(PORT) : 8787,
    // This machine alone: the documents are open to whoever reaches them.
    host: HOST || '127.0.0.1',
    data: DATA || 'data/documents.sqlite',
    require: REQUIRE ? requireOf(REQUIRE) : true,
  }
}

function portOf(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65535) return Number(text)
  throw new Error(`Cannot read PORT: ${JSON.stringify(text)} is no number from 0 to 65535`)
}

function requireOf(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new Error(`Cannot read REQUIRE: ${JSON.stringify(text)} is neither on nor off`)
}
