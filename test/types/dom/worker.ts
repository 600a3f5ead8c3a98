import { blob, evaluatePreconditions, respond } from '@ifmatch/core'

declare const cached: File

/** A service worker that answers for its own files. */
export const answer = (request: Request): Promise<Response> => respond(request, blob(cached))

export const early: Response | null = evaluatePreconditions(new Request('/'), { etag: 'W/"1"' })
