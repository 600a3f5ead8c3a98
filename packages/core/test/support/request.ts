import type { RequestLike } from '@ifmatch/core'

/** Fields by name; one that is undefined is absent, so that a table's rows may differ in their fields. */
export type FieldTable = Readonly<Record<string, string | undefined>>

/** A request of plain objects: it hands on bytes and empty fields that some runtime's own Headers refuse or drop. */
export function request(method: string, fields: FieldTable = {}): RequestLike {
  const byName = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))
  return { method, headers: { get: (name) => byName.get(name.toLowerCase()) ?? null } }
}

export const GET = (fields?: FieldTable): RequestLike => request('GET', fields)
export const HEAD = (fields?: FieldTable): RequestLike => request('HEAD', fields)
/** RFC 10008 asks for a Content-Type. */
export const QUERY = (fields?: FieldTable): RequestLike => request('QUERY', { 'Content-Type': 'text/plain', ...fields })
export const PUT = (fields?: FieldTable): RequestLike => request('PUT', fields)

/** A request that also says which of its fields were asked for. */
export function countedRequest(method: string, fields: FieldTable = {}): RequestLike & { readonly asked: string[] } {
  const plain = request(method, fields)
  const asked: string[] = []
  const get = (name: string): string | null => {
    asked.push(name)
    return plain.headers.get(name)
  }
  return { method, headers: { get }, asked }
}

/** A request that may be asked for its method and its fields, and for nothing else. */
export function guardedRequest(method: string, fields: FieldTable = {}): RequestLike {
  const refuse = (key: string | symbol): never => {
    throw new Error(`the request was asked for ${String(key)}`)
  }
  return new Proxy<RequestLike>(request(method, fields), {
    get: (plain, key) => (key === 'method' || key === 'headers' ? plain[key] : refuse(key)),
    has: (_, key) => refuse(key),
  })
}
