/** How far to read past caches: `no-cache` lets them ask whether what they have is current, `reload` takes nothing of it. */
export type Past = 'no-cache' | 'reload'

/**
 * What makes a read go past the caches on the way. In a page also past the browser's own, which `cache` alone does: it sends
 * the field too, and one of ours would need the leave of a server of another origin. Elsewhere `cache` may be unknown.
 */
export function pastCaches(past: Past): { cache?: RequestCache; headers: Record<string, string> } {
  return typeof location === 'undefined'
    ? // To no-cache on a conditional read some servers answer no 304.
      { headers: { 'cache-control': past === 'reload' ? 'no-cache' : 'max-age=0' } }
    : { cache: past, headers: {} }
}
