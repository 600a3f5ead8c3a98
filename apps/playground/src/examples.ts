import { formatFragment } from './link.ts'
import { initial, type State } from './state.ts'

/** A request with a story. */
export interface Example {
  readonly title: string
  readonly story: string
  readonly fragment: string
}

const date = 'Sat, 14 Nov 2026 10:00:00 GMT'
const type = { name: 'Content-Type', value: 'text/plain' }

function example(title: string, story: string, state: Partial<State>, fields: Record<string, string> = {}): Example {
  const sent = Object.entries(fields).map(([name, value]) => ({ name, value }))
  const isWrite = state.method === 'PUT'
  return { title, story, fragment: formatFragment({ ...initial, ...state, fields: isWrite ? [...sent, type] : sent }) }
}

/** The examples, by what one wants of them. */
export const examples: readonly { readonly about: string; readonly of: readonly Example[] }[] = [
  {
    about: 'Saving',
    of: [
      example(
        'A lost update',
        'Ada and Bob both opened version 6. Ada saved first, and it became 7. Now Bob saves what he made from 6. Without a condition, Ada’s work would be gone.',
        { method: 'PUT' },
        { 'If-Match': '"6"' },
      ),
      example(
        'A save in time',
        'Bob fetched version 7, put his change into it, and saves again.',
        { method: 'PUT' },
        { 'If-Match': '"7"' },
      ),
      example(
        'A save without a condition',
        'A client that knows nothing of ETags saves over whatever is there. This server does not let it.',
        { method: 'PUT', require: true },
      ),
      example(
        'Create once',
        'Two people start the same note. If-None-Match: * says: only if there is none yet. This is the first of them.',
        { method: 'PUT', held: 'nothing' },
        { 'If-None-Match': '*' },
      ),
      example(
        'Create twice',
        'The same request from the second person, a moment later. The first note stays.',
        { method: 'PUT', version: '1' },
        { 'If-None-Match': '*' },
      ),
      example(
        'A proxy that weakened the tag',
        'The server said ETag: "7". A proxy on the way compressed the answer and made W/"7" of it; the client sends back what it got. A weak tag never guards a write, so this client could never save.',
        { method: 'PUT' },
        { 'If-Match': 'W/"7"' },
      ),
      example(
        'The same proxy, undone',
        'A server that knows of its proxy sets ifMatch to “intermediaries”: exactly the spellings that such proxies make are taken back.',
        { method: 'PUT', ifMatch: 'intermediaries' },
        { 'If-Match': 'W/"7"' },
      ),
      example(
        'A tag without its quotes',
        'The quotes are part of a tag. A list that cannot be read names nothing, and a write must not slip through because of a typing error.',
        { method: 'PUT' },
        { 'If-Match': '7' },
      ),
      example(
        'Delete what is gone',
        'Somebody else deleted it already. Without conditions the answer would be 404, so they do not count.',
        { method: 'DELETE', held: 'nothing' },
        { 'If-Match': '"7"' },
      ),
    ],
  },
  {
    about: 'Reading',
    of: [
      example(
        'A revalidation',
        'A browser has version 7 in its cache, and asks whether that is still good. It is: the answer has no content.',
        {},
        { 'If-None-Match': '"7"' },
      ),
      example(
        'A revalidation that comes too late',
        'The cache holds version 6. The new content is sent, with its tag for the next time.',
        {},
        { 'If-None-Match': '"6"' },
      ),
      example(
        'By date only',
        'The server has no tags, only a time of change. A client that knows nothing else may ask by it.',
        { held: 'date', lastModified: date },
        { 'If-Modified-Since': date },
      ),
      example(
        'HEAD',
        'HEAD asks for the fields alone. The conditions count as they do for GET.',
        { method: 'HEAD', lastModified: date },
        { 'If-None-Match': '"6"', 'If-Modified-Since': date },
      ),
      example(
        'A resumed download',
        'A download broke off after 12 bytes. The client asks for the rest, if it belongs to the version that it has the beginning of.',
        {},
        { Range: 'bytes=12-', 'If-Range': '"7"' },
      ),
      example(
        'A resumed download of something new',
        'The same, but the file was replaced meanwhile. Two halves of two versions would be one broken file, so the whole is sent.',
        { version: '8' },
        { Range: 'bytes=12-', 'If-Range': '"7"' },
      ),
    ],
  },
]
