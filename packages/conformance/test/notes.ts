import {
  type ByteRange,
  handleResource,
  type InMemory,
  memoryResource,
  type Options,
  type Resource,
} from '@ifmatch/core'

type Note = Resource<InMemory<string>, string>

/** Notes of plain text in memory, by path: a handler that is right. `/note` is there. */
export function notes(
  require: boolean,
  { ifMatch = 'strong' }: Pick<Options, 'ifMatch'> = {},
): (request: Request) => Promise<Response> {
  const all = new Map<string, Note>([['/note', memoryResource(text)]])
  const open = (path: string): Note => {
    const note = all.get(path) ?? memoryResource<string>()
    all.set(path, note)
    return note
  }
  return (request) =>
    handleResource(request, open(new URL(request.url).pathname), {
      get: ({ value, ...state }) => {
        const bytes = new TextEncoder().encode(value)
        return {
          ...state,
          headers: { 'Cache-Control': 'max-age=60', Vary: 'Accept-Language', 'Content-Language': 'en' },
          type: 'text/plain',
          size: bytes.length,
          body: (range?: ByteRange) => (range ? bytes.slice(range.offset, range.offset + range.length) : bytes),
        }
      },
      put: { 'text/plain': (_current, body) => body.text() },
      delete: true,
      create: true,
      storedAsSent: true,
      require,
      ifMatch,
    })
}

const text = 'A note of some length, so that it has ranges. '.repeat(5)
