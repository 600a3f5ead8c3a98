/** What the command was asked for. */
export interface Arguments {
  readonly url: string
  readonly write: boolean
  readonly race: boolean
  readonly json: boolean
  readonly proxyInBetween: boolean
  readonly idempotencyKey: boolean
  readonly insecure: boolean
  /** The file, not yet its content. */
  readonly ca?: string
  readonly headers: readonly (readonly [string, string])[]
  readonly only?: string
  readonly explain?: string
  readonly junit?: string
  readonly save?: string
  readonly baseline?: string
  readonly missing?: string
  readonly redirecting?: string
}

/** A mistake in the arguments, or something that they name and cannot be used: one sentence. */
export class Mistake extends Error {
  override readonly name = 'Mistake'
}

const flags = {
  '--write': 'write',
  '--race': 'race',
  '--json': 'json',
  '--proxy-in-between': 'proxyInBetween',
  '--idempotency-key': 'idempotencyKey',
  '--insecure': 'insecure',
} as const

const values = {
  '--only': 'only',
  '--explain': 'explain',
  '--junit': 'junit',
  '--save': 'save',
  '--baseline': 'baseline',
  '--missing': 'missing',
  '--redirecting': 'redirecting',
  '--ca': 'ca',
} as const

/** What `--help` prints. */
export const help = `Usage: npx @ifmatch/conformance URL [options]

Asks the server at URL what it does with preconditions (RFC 9110, Section 13), and says where that is not what the
specification wants. It only reads, unless it is told to write. URL is a resource that GET answers 200, with an ETag or a
Last-Modified.

  --write              write, too: PUT, PATCH, POST, DELETE, creation beside URL; everything is put back
  --race               the races, too: updates lost, things created twice; they write
  --only TEXT          only cases of a section (13.1.2, with all below it), or with this text in their name
  --explain CASE       what was sent, answered and due, for the cases with this text in their name
  --header "A: b"      a field that every request has; may be repeated
  --missing URL        where nothing is (by default a new name beside URL)
  --redirecting URL    what redirects (by default one is looked for beside URL)
  --idempotency-key    the server knows Idempotency-Key: repeated writes are looked at, too (with --write)
  --proxy-in-between   accept an intermediary that weakens tags, and an origin that undoes it
  --ca FILE            trust the authorities whose certificates are in FILE, as PEM, too
  --insecure           trust any certificate
  --json               the whole report as JSON
  --junit FILE         the results as JUnit XML, for CI
  --save FILE          keep the results, for --baseline
  --baseline FILE      fail only where it is worse than in FILE

Ends with 0 where no MUST is failed, with 1 where some are, with 2 where the server could not be asked.
`

/**
 * Reads the arguments; `null` where help is asked for.
 *
 * @throws Mistake
 */
export function readArguments(argv: readonly string[]): Arguments | null {
  const found: Record<string, unknown> = {
    write: false,
    race: false,
    json: false,
    proxyInBetween: false,
    insecure: false,
    idempotencyKey: false,
  }
  const headers: (readonly [string, string])[] = []
  const urls: string[] = []
  const waiting = [...argv]
  for (let argument = waiting.shift(); argument !== undefined; argument = waiting.shift()) {
    if (argument === '--help' || argument === '-h') return null
    if (!argument.startsWith('-')) {
      urls.push(argument)
      continue
    }
    const equals = argument.indexOf('=')
    const option = equals < 0 ? argument : argument.slice(0, equals)
    const next = (): string => {
      const value = equals < 0 ? waiting.shift() : argument.slice(equals + 1)
      if (value === undefined || value === '') throw new Mistake(`${option} needs a value: --help shows which.`)
      return value
    }
    if (option in flags) found[flags[option as keyof typeof flags]] = true
    else if (option in values) found[values[option as keyof typeof values]] = next()
    else if (option === '--header') headers.push(readHeader(next()))
    else throw new Mistake(`${option} is no option: --help lists all.`)
  }
  const [url, another] = urls
  if (url === undefined) throw new Mistake('No URL is given: name a resource that GET answers 200, or ask for --help.')
  if (another !== undefined) throw new Mistake(`One URL is asked at a time: ${another} is a second one.`)
  for (const text of [url, found.missing, found.redirecting]) if (text !== undefined) demandUrl(`${text as string}`)
  return { ...found, url, headers } as unknown as Arguments
}

function demandUrl(text: string): void {
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Mistake(`${text} is no URL: it begins with http:// or https://.`)
}

function readHeader(text: string): readonly [string, string] {
  const colon = text.indexOf(':')
  const [name, value] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]
  if (colon < 1 || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[\r\n\0]/.test(value)) {
    throw new Mistake(`${JSON.stringify(text)} is no header field: write --header "Name: value".`)
  }
  return [name, value]
}
