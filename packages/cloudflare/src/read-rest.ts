const LIMIT = 64 * 1024 * 1024

/**
 * Reads the content of a request that is refused, up to 64 MiB: a workerd that answers while a client still sends breaks
 * the connection, and then many clients never see the answer. {@link withPreconditions} does it by itself; a `fetch` with
 * `handleResource` or `update` is wrapped in {@link readingRest}, or calls this, where workerd serves clients itself.
 */
export async function readRest(request: Request): Promise<void> {
  if (request.body === null || request.bodyUsed || Number(request.headers.get('content-length')) > LIMIT) return
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  try {
    for (let length = 0; length <= LIMIT;) {
      const { done, value } = await reader.read()
      if (done) return
      length += value.byteLength
    }
    await reader.cancel()
  } catch {
    // The client has gone away, and wants no answer.
  }
}
