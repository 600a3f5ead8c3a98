import type { Table } from '@ifmatch/stores/sqlite'

/**
 * The table, taking bytes in the form that reads give: an ArrayBuffer from a Durable Object, an array of numbers from D1.
 * A changed copy of a row can then be written.
 */
export function takingBytes<Row>(open: Table<Row>): Table<Row> {
  return (key) => {
    const row = open(key)
    return { ...row, swap: (current, next, writeIds) => row.swap(current, withBytes(next), writeIds) }
  }
}

function withBytes<Next extends object>(next: Next): Next {
  return Object.fromEntries(Object.entries(next).map(([name, value]) => [name, bytesOf(value)])) as Next
}

function bytesOf(value: unknown): unknown {
  if (Array.isArray(value)) return Uint8Array.from(value as number[])
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value
}
