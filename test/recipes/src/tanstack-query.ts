import { type Loaded, load, save } from '@ifmatch/client'
import {
  mutationOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'

export interface Note {
  title: string
  text: string
}

const merge = (base: Note, mine: Note, theirs: Note): Note => ({
  title: mine.title === base.title ? theirs.title : mine.title,
  text: mine.text === base.text ? theirs.text : mine.text,
})

const key = (url: string) => ['note', url]

/** A note and its tag are one entry of the cache; one that has not changed costs a 304, and renders nothing again. */
export const noteAt = (url: string) =>
  queryOptions({
    queryKey: key(url),
    queryFn: ({ signal, client }) => load<Note>(url, { signal, since: client.getQueryData<Loaded<Note>>(key(url)) }),
    // `load` asks again itself.
    retry: false,
  })

export const savingNote = (client: QueryClient) =>
  mutationOptions({
    mutationFn: ({ base, mine }: { base: Loaded<Note>; mine: Note }) => save(base, mine, { merge }),
    // A read that is on its way may bring what was there before.
    onMutate: ({ base }) => client.cancelQueries({ queryKey: key(base.url) }),
    onSuccess: (saved) => client.setQueryData(key(saved.url), saved),
  })

export function useNote(url: string) {
  return { note: useQuery(noteAt(url)), saving: useMutation(savingNote(useQueryClient())) }
}
