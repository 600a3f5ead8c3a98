/** What one condition says. A field that is absent, or that must be disregarded, is `ignored`. */
export type Condition = 'holds' | 'fails' | 'ignored'

/**
 * Why a request was not simply carried out.
 *
 * - `not-modified`: the client has the current representation (304).
 * - `mismatch`: no listed tag is the current one. `weak`: our own tag is weak, and never guards a write.
 * - `weakened-by-intermediary`: a listed tag is ours as a compressing proxy rewrites it.
 * - `malformed`: the field cannot be read. `no-representation`: nothing is there.
 * - `exists`: a false If-None-Match on a write. `modified-since`: a false If-Unmodified-Since.
 * - `required`: a condition is missing (428). `unevaluated`: a write's If-Match that nobody evaluated.
 */
export type Reason =
  | 'not-modified'
  | 'mismatch'
  | 'weak'
  | 'weakened-by-intermediary'
  | 'malformed'
  | 'no-representation'
  | 'exists'
  | 'modified-since'
  | 'required'
  | 'unevaluated'
