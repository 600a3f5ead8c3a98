import { memoryResource } from '@ifmatch/core'
import { ofTexts } from './entrant.ts'
import { handlerOf, type Openers } from './handler.ts'

/** The store in a process's own memory. */
export const memoryOpeners: Openers = {
  async memoryResource() {
    const notes = new Map<string, ReturnType<typeof memoryResource<string>>>()
    const open = (id: string) => {
      const note = notes.get(id) ?? memoryResource<string>()
      notes.set(id, note)
      return note
    }
    return handlerOf(
      ofTexts(
        open,
        ({ value }) => value,
        (text) => text,
      ),
    )
  },
}
