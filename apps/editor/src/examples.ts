import type { Listed } from '@ifmatch/stores'

/** A request to try, and what it shows. */
export interface Example {
  readonly about: string
  readonly command: string
}

/** Lines for a shell, in an order in which each shows what it says. */
export function examples(origin: string, documents: readonly Listed[]): Example[] {
  const known = documents.find(({ key }) => key === 'welcome') ?? documents[0]
  const url = `${origin}/documents/${known?.key ?? 'welcome'}`
  const note = `${origin}/documents/note`
  const text = "-H 'Content-Type: text/plain'"
  return [
    { about: 'Read a document with its ETag and Last-Modified.', command: `curl -i ${url}` },
    {
      about: 'Read it again only if it changed: 304, and no content.',
      command: `curl -i -H 'If-None-Match: "${known?.version ?? 1}"' ${url}`,
    },
    {
      about: 'Let curl keep the tag: the second time nothing is sent.',
      command: `curl -i --etag-save tag.txt --etag-compare tag.txt ${url}`,
    },
    { about: 'Read a part: 206.', command: `curl -i -r 0-99 ${url}` },
    { about: 'Write without saying what you saw: 428.', command: `curl -i -X PUT ${text} -d mine ${url}` },
    {
      about: 'Write from a state that is gone: 412, and nothing changes.',
      command: `curl -i -X PUT -H 'If-Match: "0"' ${text} -d mine ${url}`,
    },
    {
      about: 'Create, but overwrite nothing: 201, and 412 the second time.',
      command: `curl -i -X PUT -H 'If-None-Match: *' ${text} -d first ${note}`,
    },
    {
      about: 'Replace what you have seen: 204, and the tag of the new state.',
      command: `curl -s -o note.txt --etag-save tag.txt ${note}\ncurl -i -X PUT -H "If-Match: $(cat tag.txt)" ${text} -d second ${note}`,
    },
  ]
}
