// Everything that is kept beside the application's own keys is below this one.
const ROOT = 'ifmatch'

/** Where it is kept what belongs to the state at a key: its date, its write ids, where its content is. */
export function aboutKey(key: Deno.KvKey): Deno.KvKey {
  return [ROOT, 'about', ...key]
}

/** Where the date of the state that was removed last is kept. */
export const removedKey: Deno.KvKey = [ROOT, 'removed']

/** Where it is recorded that a key has, or had, or may get, the content of this id. */
export function recordKey(key: Deno.KvKey, id: string): Deno.KvKey {
  return [ROOT, 'content', ...key, id]
}

/** What all records of the keys below a prefix begin with. */
export function recordPrefix(prefix: Deno.KvKey): Deno.KvKey {
  return [ROOT, 'content', ...prefix]
}

/** The key and the id that a record is of. */
export function recorded(record: Deno.KvKey): { key: Deno.KvKey; id: string } {
  return { key: record.slice(2, -1), id: String(record.at(-1)) }
}

/** Where one chunk of a content is. */
export function chunkKey(id: string, n: number): Deno.KvKey {
  return [ROOT, 'chunk', id, n]
}
