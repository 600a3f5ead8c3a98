import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programs, top } from '../../scripts/programs.ts'
import { serve, type Serving } from '../process.ts'
import type { Row } from './rows.ts'

/** A store that is served, by each of its processes. */
export interface Served {
  readonly origins: readonly string[]
  readonly processes: readonly Serving[]
  end(): Promise<void>
}

const commands: Readonly<Record<Row['runtime'], readonly string[]>> = {
  node: [programs.node],
  bun: [programs.bun],
  deno: [programs.deno, 'run', '--allow-all', '--unstable-kv', '--unstable-no-legacy-abort'],
  workers: [programs.node],
}

/** Serves a store that is new and empty. */
export async function startRow(
  { store, runtime, processes }: Row,
  variables: Record<string, string> = {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'ifmatch-races-'))
  const places = { RACES_FILE: join(folder, 'data'), RACES_NAME: `races_${crypto.randomUUID().replaceAll('-', '')}` }
  const command = [...commands[runtime], join(top, `races/stores/${runtime}.ts`), store]
  const started: Serving[] = []
  const end = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.end()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (let n = 0; n < processes; n++) {
      started.push(await serve(command, { ...places, ...variables }, /serving on (\d+)/))
    }
  } catch (error) {
    await end()
    throw error
  }
  return { origins: started.map(({ origin }) => origin), processes: started, end }
}
