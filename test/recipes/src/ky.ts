import { type Loaded, save, type SaveOptions } from '@ifmatch/client'
import type { Hooks } from 'ky'

/** Makes a save of each PUT whose context has `base`, what it was made from, and perhaps `merge`. */
export const saves: Hooks = {
  beforeRequest: [
    async ({ request, options }) => {
      const { base, merge } = options.context as { base?: Loaded<unknown> } & SaveOptions<unknown>
      if (request.method !== 'PUT' || !base) return
      const own = Object.fromEntries(request.headers)
      const saved = await save(base, await request.json(), {
        merge,
        signal: request.signal,
        fetch: (url, init) =>
          fetch(url, { ...init, headers: { ...own, ...(init?.headers as Record<string, string>) } }),
      })
      return Response.json(saved.data, { headers: saved.etag ? { etag: saved.etag } : {} })
    },
  ],
}
