import { refuseBody } from './refusals.ts'

/** Standard Schema, as zod, valibot and arktype have it. */
export interface Schema<T> {
  readonly '~standard': { validate(value: unknown): Checked<T> | Promise<Checked<T>> }
}

/** A schema of the developer's, asked for at once, and not by the first request. */
export function checkedSchema<T>(schema: Schema<T>): Schema<T> {
  if (typeof schema?.['~standard']?.validate === 'function') return schema
  throw new TypeError('Cannot use the schema: it has no ~standard, as Standard Schema (zod 3.24, valibot, arktype) has')
}

/** What a schema says of a value. */
export type Checked<T> = { value: T; issues?: undefined } | { issues: readonly object[] }

/** The value that the schema makes of this one, or a 422 with its issues. */
export async function conform<T>(schema: Schema<T>, value: unknown): Promise<T | Response> {
  const checked = await schema['~standard'].validate(value)
  if (checked.issues === undefined) return checked.value
  const issues = checked.issues.map((issue) => ({
    message: (issue as Issue).message,
    path: ((issue as Issue).path ?? []).map(keyOf),
  }))
  return refuseBody(
    422,
    'The content can be read, but is not what is stored here: correct what the issues name, and retry.',
    { issues },
  )
}

interface Issue {
  message?: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
}

function keyOf(segment: PropertyKey | { key: PropertyKey }): string | number {
  const key = typeof segment === 'object' ? segment.key : segment
  return typeof key === 'symbol' ? String(key) : key
}
