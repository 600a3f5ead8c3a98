/** How far to read past caches: `no-cache` lets them ask whether what they have is current, `reload` takes nothing of it. */
export type Past = 'no-cache' | 'reload'

/**
 * What makes a read go past the caches on the way, and past the browser's own, which is told by `cache` alone: there a field
 * of ours would need the leave of a server of another origin.
 */
export function pastCaches(past: Past): { cache?: RequestCache; headers: Record<string, string> } {
  const isPage = typeof location !== 'undefined'
  return {
    ...(knowsCache() && { cache: past }),
    // On a conditional read, no-cache makes some servers refuse a 304.
    headers: isPage ? {} : { 'cache-control': past === 'reload' ? 'no-cache' : 'max-age=0' },
  }
}

// Workers throw for `cache`, or for some of its values.
function knowsCache(): boolean {
  try {
    return !!new Request('http://a', { cache: 'reload' })
  } catch {
    return false
  }
}
