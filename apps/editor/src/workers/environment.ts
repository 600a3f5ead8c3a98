import type { Document } from './document.ts'

/** What wrangler.jsonc binds. */
export interface Environment {
  /** A Durable Object a document, by its name. */
  readonly DOCUMENTS: DurableObjectNamespace<Document>
  /** Where long bodies are. */
  readonly BODIES: R2Bucket
  /** Where the list is. */
  readonly LIST: D1Database
  readonly REQUIRE?: string
}
