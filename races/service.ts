import { serve, type Serving } from './process.ts'

/** The npm script that starts the editor on a runtime. */
export type Entry = 'start' | 'start:bun' | 'start:deno' | 'start:workers'

/** Starts the editor as its users do, on a free port. */
export function startService(entry: Entry, variables: Readonly<Record<string, string>>): Promise<Serving> {
  const unset = { HOST: '', DATA: '', REQUIRE: '', DATABASE_URL: '', REDIS_URL: '' }
  // Without the script before it, which installs what is installed.
  const command = ['npm', 'run', '--silent', '--ignore-scripts', entry]
  return serve(command, { ...unset, ...variables, PORT: '0' }, /https?:\/\/[^ ]+:(\d+)/)
}
