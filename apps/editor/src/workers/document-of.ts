import { isId } from '../id.ts'

/** The name of the document that a request is for, or `null`: it is for none. */
export function documentOf({ url }: Request): string | null {
  const [, segment] = /^\/documents\/([^/]+)$/.exec(new URL(url).pathname) ?? []
  const id = segment === undefined ? '' : decoded(segment)
  return isId(id) ? id : null
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
