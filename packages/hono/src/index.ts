export { etag, type ETagOptions } from './etag.ts'
export { preconditions } from './preconditions.ts'
export { RETAINED_304_HEADERS } from './retained-headers.ts'
export { resource } from './resource.ts'
