/** What the environment sets. */
export interface Settings {
  /** 0: any port that is free. */
  readonly port: number
  /** The address to listen on. */
  readonly host: string
  /** The file that the documents are in, where no server is named. */
  readonly data: string
  /** Whether a write without a condition is answered 428. */
  readonly require: boolean
  /** The server that the documents are on, in place of a file. */
  readonly server?: URL
}

/**
 * Reads PORT, HOST, DATA, REQUIRE, DATABASE_URL and REDIS_URL; one that is empty is not set.
 *
 * @param data the file where DATA names none
 * @throws Error in one sentence, for a value that means nothing
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  data = 'data/documents.sqlite',
): Settings {
  const { PORT, HOST, DATA, REQUIRE, DATABASE_URL, REDIS_URL } = environment
  if (DATABASE_URL && REDIS_URL) throw new Error('Cannot use both DATABASE_URL and REDIS_URL: set one of them')
  const server = DATABASE_URL
    ? urlOf('DATABASE_URL', DATABASE_URL, ['postgres:', 'postgresql:'])
    : REDIS_URL
      ? urlOf('REDIS_URL', REDIS_URL, ['redis:', 'rediss:'])
      : null
  return {
    port: PORT ? portOf(PORT) : 8787,
    // This machine alone: the documents are open to whoever reaches them.
    host: HOST || '127.0.0.1',
    data: DATA || data,
    require: REQUIRE ? requireOf(REQUIRE) : true,
    ...(server && { server }),
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

// The text is not repeated: it may have a password.
function urlOf(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && protocols.includes(url.protocol)) return url
  throw new Error(`Cannot read ${name}: it is no address that begins with ${protocols[0]}//`)
}
