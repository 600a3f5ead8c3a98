import { type ChildProcess, spawn } from 'node:child_process'
import { environment, top } from '../scripts/programs.ts'

/** A process that serves, with all that it has started. */
export interface Serving {
  readonly origin: string
  readonly pid: number
  /** What it has printed so far. */
  readonly printed: () => string
  /** Ends it, and all that it has started; settles when it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>
}

// How long a process may take to serve, in milliseconds.
const patience = 120_000

const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => kill(child, 'SIGKILL')))
// What was started is in groups of its own, which a Ctrl-C does not reach.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Starts a program in a group of its own, and waits for the line in which it says where it serves. */
export function serve(
  command: readonly string[],
  variables: Readonly<Record<string, string>>,
  portIn: RegExp,
): Promise<Serving> {
  const [program, ...args] = command
  const env = { ...process.env, ...environment, ...variables }
  const child = spawn(program!, args, { cwd: top, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let text = ''
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      running.delete(child)
      resolve()
    })
  })
  const end = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    kill(child, signal)
    await gone
  }
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error(`${command.join(' ')} does not serve:\n${text}`))
    const timer = setTimeout(() => void end().then(fail), patience)
    const settle = (): void => clearTimeout(timer)
    child.once('error', reject)
    void gone.then(settle).then(fail)
    const read = (chunk: string): void => {
      text += chunk
      const port = portIn.exec(text)?.[1]
      if (port === undefined) return
      settle()
      resolve({ origin: `http://127.0.0.1:${port}`, pid: child.pid!, printed: () => text, end })
    }
    child.stdout!.setEncoding('utf8').on('data', read)
    child.stderr!.setEncoding('utf8').on('data', read)
  })
}

// The whole group: npm starts a shell, the shell a runtime, and miniflare a workerd.
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid!, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
