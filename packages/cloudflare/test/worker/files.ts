import { respond } from '@ifmatch/core'
import { r2Object } from '@ifmatch/cloudflare'

interface Env {
  FILES: R2Bucket
}

/** Serves a bucket; PUT stores an object as it comes, with its metadata. */
export default {
  async fetch(request, { FILES }) {
    const key = new URL(request.url).pathname.slice(1)
    if (request.method !== 'PUT') return respond(request, () => r2Object(FILES, key))
    await FILES.put(key, await request.arrayBuffer(), { httpMetadata: request.headers })
    return new Response(null, { status: 204 })
  },
} satisfies ExportedHandler<Env>
