import type { Body } from './body.ts'
import { buffering } from './buffering.ts'
import { checkedSchema, conform, type Schema } from './schema.ts'

/**
 * A `change` that replaces the state by the JSON that was sent, if the schema takes it: else 400 where it is no JSON, and 422
 * with the schema's issues.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.4 RFC 9110, Section 9.3.4}
 */
export function json<T>(schema: Schema<T>): (current: unknown, body: Body) => Promise<T | Response> {
  const checked = checkedSchema(schema)
  return buffering(async (_current: unknown, body: Body) => conform(checked, await body.json()))
}
