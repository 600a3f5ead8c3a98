import { type Check, storeChecks } from '@ifmatch/conformance'
import type { Resource, Snapshot } from '@ifmatch/core'

const values = [
  { text: '' },
  { text: 'é'.repeat(500_000) },
  { text: 'a\0b\n' },
  { text: null },
  { bytes: new Uint8Array([0, 255]).buffer },
]

// Bytes are read as an ArrayBuffer from a Durable Object, and as an array of numbers from D1.
const plain = (value: unknown) => (value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value)

function same(state: object, next: object): boolean {
  const kept = new Map<string, unknown>(Object.entries(state))
  return Object.entries(next).every(([name, due]) => String(plain(kept.get(name))) === String(plain(due)))
}

/** The contract for a table with the columns `text` and `bytes`, and that a changed copy of a row can be written. */
export function checksOf<S extends Snapshot & { readonly text: unknown }, N extends object>(
  open: (key: string) => Resource<S, N>,
  { odd = {}, rounds = 20 }: { odd?: object; rounds?: number } = {},
): Check[] {
  const next = (row: object) => row as N
  const options = { number: (state: S) => Number(state.text), same, values: [...values, odd].map(next), rounds }
  const copied: Check = {
    name: 'a changed copy of a row keeps its bytes',
    level: 'MUST',
    async run() {
      const resource = open('copied')
      const bytes = new Uint8Array([0, 255]).buffer
      const row = await resource.swap(null, next({ text: '1', bytes }))
      const copy = await resource.swap(row, next({ ...row, text: '2' }))
      if (!copy || !same(copy, { text: '2', bytes })) throw new Error(JSON.stringify(copy))
    },
  }
  return [...storeChecks(open, (n) => next({ text: String(n) }), options), copied]
}

/** Runs the checks where they are: what failed. */
export async function report(checks: Check[]): Promise<Response> {
  const failed: string[] = []
  for (const { name, run } of checks) await run().catch((error: unknown) => failed.push(`${name}: ${String(error)}`))
  return Response.json({ run: checks.length, failed })
}
