import type { RequestListener } from 'node:http'
import sirv from 'sirv'
import type { Document } from './document.ts'

export const listener = ({ folder }: Document): RequestListener => sirv(folder, { etag: true })
