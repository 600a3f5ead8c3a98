/** How long to wait for other processes that write to the same file, in milliseconds. */
const PATIENCE = 5000

/**
 * Commits what is made. While another process writes to the same file, Deno does not wait, but says at once that the database
 * is locked. Nothing is written then, so it is made again, with the date of then, and tried again.
 *
 * @returns whether every check held
 */
export async function commit(make: () => Deno.AtomicOperation): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  for (const begun = performance.now(); ;) {
    try {
      return await make().commit()
    } catch (error) {
      if (!isLocked(error) || performance.now() - begun > PATIENCE) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('database is locked')
}
