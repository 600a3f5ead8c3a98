import type { ChildProcess } from 'node:child_process'

/** How long the second process may take for one answer, in milliseconds. */
const PATIENCE = 30_000

/** A line of its output that is an answer begins so, since the module that it loads may print, too. */
export const ANSWER = 'ifmatch: '

/** What the second process is asked: `values` in the form of structured clone, as base64. */
export interface Question {
  readonly ask: 'read' | 'swap'
  readonly key: string
  readonly values?: string
}

/** What it says: versions as text, `null` for nothing there, or for a swap that is lost. */
export type Answer = { readonly versions: readonly (string | null)[] } | { readonly error: string }

/**
 * A second process of the same runtime that has opened the same store. It keeps what it read last of each key, and swaps
 * from that: so both processes have seen the same version when they race.
 */
export class SecondProcess<N> {
  readonly #child: ChildProcess
  readonly #waiting: ((answer: Answer) => void)[] = []
  #output = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    let line = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (line + text).split('\n')
      line = lines.pop()!
      for (const complete of lines) this.#take(complete)
    })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    const gone = (): void => {
      for (const answer of this.#waiting.splice(0)) answer({ error: `it ended: ${this.#output.trim().slice(-1000)}` })
    }
    child.on('error', gone)
    child.on('close', gone)
  }

  /** Starts it. Every import of `node:` is here, so that runtimes without processes can load the checks. */
  static async start<N>(elsewhere: string | URL): Promise<SecondProcess<N>> {
    const { spawn } = await import('node:child_process')
    const { execPath } = await import('node:process')
    const { isAbsolute } = await import('node:path')
    const { fileURLToPath, pathToFileURL } = await import('node:url')
    const module =
      typeof elsewhere === 'string' && isAbsolute(elsewhere) ? pathToFileURL(elsewhere) : new URL(elsewhere)
    // From our sources the file is TypeScript, in the package it is not.
    const file = import.meta.url.endsWith('.ts') ? '../second-process.ts' : './second-process.js'
    const script = new URL(file, import.meta.url)
    const program = script.protocol === 'file:' ? fileURLToPath(script) : script.href
    const flags = 'Deno' in globalThis ? ['run', '--allow-all'] : []
    const child = spawn(execPath, [...flags, program, module.href], { stdio: ['pipe', 'pipe', 'pipe'] })
    return new SecondProcess<N>(child)
  }

  /** The version that is there, as text, or `null`. */
  async read(key: string): Promise<string | null> {
    return (await this.#ask({ ask: 'read', key }))[0] ?? null
  }

  /** Swaps to all of the values at once, from what was read last: the versions that were written, `null` for each that lost. */
  async swap(key: string, values: readonly N[]): Promise<readonly (string | null)[]> {
    const { serialize } = await import('node:v8')
    return this.#ask({ ask: 'swap', key, values: serialize(values).toString('base64') })
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('close', resolve))
    this.#child.kill()
    await gone
  }

  #take(line: string): void {
    if (line.startsWith(ANSWER)) this.#waiting.shift()?.(JSON.parse(line.slice(ANSWER.length)) as Answer)
    else this.#output += `${line}\n`
  }

  async #ask(question: Question): Promise<readonly (string | null)[]> {
    const answer = await new Promise<Answer>((resolve) => {
      const late = (): void => resolve({ error: `no answer in ${PATIENCE / 1000} seconds: ${this.#output.trim()}` })
      const timer = setTimeout(late, PATIENCE)
      this.#waiting.push((said) => {
        clearTimeout(timer)
        resolve(said)
      })
      this.#child.stdin!.write(`${JSON.stringify(question)}\n`)
    })
    if ('error' in answer) throw new Error(`The second process failed: ${answer.error}`)
    return answer.versions
  }
}
