import { type Codec, ConflictError, createClient, edit, type Loaded, load, save, text } from '@ifmatch/client'

interface Note {
  title: string
  text: string
}

/** What a page does: load, save with a merge, poll, show a conflict. */
export async function rename(url: string, title: string, signal: AbortSignal): Promise<Loaded<Note>> {
  const base = await load<Note>(url, { signal })
  const merge = (base: Note, mine: Note, theirs: Note): Note => ({ ...mine, text: theirs.text || base.text })
  try {
    const saved = await save(base, { ...base.data, title }, { merge, signal, idempotencyKey: true })
    return await load(url, { since: saved })
  } catch (error) {
    if (error instanceof ConflictError) console.log(error.theirs.data, error.problem?.detail)
    throw error
  }
}

/** Counts, on a server that wants credentials. */
export function count(url: URL): Promise<Loaded<number>> {
  const { edit } = createClient({ fetch: (url, init) => fetch(url, { ...init, redirect: 'follow' }), attempts: 3 })
  return edit<number>(url, (n) => n + 1)
}

/** Text of a media type of its own. */
export async function append(url: string, line: string): Promise<string> {
  const markdown: Codec<string> = { ...text, type: 'text/markdown' }
  return (await edit(url, (before: string) => before + line, { codec: markdown })).data
}
