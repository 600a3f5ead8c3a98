// The second process of the checks: loads the module that it is told, and answers questions, a line of JSON each.
import { argv, exit, stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { deserialize } from 'node:v8'
import type { Resource, Snapshot } from '@ifmatch/core'
import { ANSWER, type Answer, type Question } from './store/start-second-process.ts'

type Open = (key: string) => Resource<Snapshot, unknown>

const { default: open } = (await import(argv[2]!)) as { default?: unknown }
if (typeof open !== 'function')
  throw new TypeError(`Cannot open a store: ${argv[2]} has no default export that is a function`)

const seen = new Map<string, Snapshot | null>()

async function answer({ ask, key, values }: Question): Promise<readonly (string | null)[]> {
  const resource = (open as Open)(key)
  if (ask === 'read') {
    const state = await resource.read()
    seen.set(key, state)
    return [versionOf(state)]
  }
  const from = seen.get(key) ?? null
  const next = deserialize(Buffer.from(values!, 'base64')) as unknown[]
  return (await Promise.all(next.map((value) => (open as Open)(key).swap(from, value)))).map(versionOf)
}

function versionOf(state: Snapshot | null): string | null {
  return state && String(state.version)
}

for await (const line of createInterface({ input: stdin })) {
  const said: Answer = await answer(JSON.parse(line) as Question).then(
    (versions) => ({ versions }),
    (error: unknown) => ({ error: String(error) }),
  )
  stdout.write(`${ANSWER}${JSON.stringify(said)}\n`)
}
exit()
