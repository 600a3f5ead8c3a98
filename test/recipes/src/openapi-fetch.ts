import { type Loaded, save, type SaveOptions } from '@ifmatch/client'
import type { Middleware } from 'openapi-fetch'

/** What a GET has brought, as one value with its tag. */
export function loaded<T>({ data, response }: { data?: T; response: Response }): Loaded<T> {
  if (data === undefined) throw new Error(`${response.url} was not loaded: ${response.status}`)
  return { url: response.url, data, etag: response.headers.get('etag') }
}

/** Makes a save of a PUT that was made from `base`. */
export function from<T>(base: Loaded<T>, options?: SaveOptions<T>): Middleware {
  return {
    async onRequest({ request }) {
      const own = Object.fromEntries(request.headers)
      const saved = await save(base, (await request.json()) as T, {
        signal: request.signal,
        fetch: (url, init) =>
          fetch(url, { ...init, headers: { ...own, ...(init?.headers as Record<string, string>) } }),
        ...options,
      })
      return Response.json(saved.data, { headers: saved.etag ? { etag: saved.etag } : {} })
    },
  }
}
