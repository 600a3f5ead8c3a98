/** How long to wait for other processes that write to the same file, in milliseconds. */
const PATIENCE = 5000

/**
 * Commits. While another process writes to the same file, Deno does not wait, but says at once that the database is locked.
 * Nothing is written then, so the same commit is tried again.
 *
 * @returns whether every check held
 */
export async function commit(operation: Deno.AtomicOperation): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  for (const begun = performance.now(); ;) {
    try {
      return await operation.commit()
    } catch (error) {
      if (!isLocked(error) || performance.now() - begun > PATIENCE) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('database is locked')
}
