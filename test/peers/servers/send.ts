import type { RequestListener } from 'node:http'
import send from 'send'
import type { Document } from './document.ts'

export const listener =
  ({ folder }: Document): RequestListener =>
  (request, response) =>
    void send(request, request.url ?? '/', { root: folder }).pipe(response)
