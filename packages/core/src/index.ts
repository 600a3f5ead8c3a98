export { corsAllowHeaders, corsExposeHeaders } from './fields/cors.ts'
export { prepare } from './fields/current.ts'
export {
  type EntityTag,
  entityTag,
  formatEntityTag,
  parseEntityTag,
  strongMatch,
  weakMatch,
} from './fields/entity-tag.ts'
export { parseEntityTagList } from './fields/entity-tag-list.ts'
export { formatHttpDate, parseHttpDate } from './fields/http-date.ts'
export { nextLastModified } from './fields/last-modified.ts'
export type { ByteRange } from './fields/range.ts'
export { isConditional, type RequestLike } from './fields/request.ts'
export { entityTagOfBytes, entityTagOfBytesSync } from './fields/tag-of-bytes.ts'
export { entityTagOfFile } from './fields/tag-of-file.ts'
export type { Fields, Validators, Version } from './fields/validators.ts'

export type { Condition, Reason } from './conditions/condition.ts'
export type { IfMatchMode } from './conditions/listed.ts'

export { blob } from './responses/blob.ts'
export type { Decision, Options, Problem } from './responses/options.ts'
export type { Content, Representation } from './responses/representation.ts'
export { toNotModified } from './responses/not-modified.ts'
export { withoutRepresentation } from './responses/without-representation.ts'
export { validatorFields } from './responses/representation-fields.ts'

export { decide } from './evaluation/decide.ts'
export { evaluateAnswer } from './evaluation/evaluate-answer.ts'
export { evaluatePreconditions } from './evaluation/evaluate-preconditions.ts'
export { evaluateRange, type RangeDecision } from './evaluation/evaluate-range.ts'
export { explain, type Step } from './evaluation/explain.ts'
export { markEvaluated } from './evaluation/unevaluated.ts'
export { respond } from './evaluation/respond.ts'
export { withPreconditions } from './evaluation/with-preconditions.ts'

export { type Body, LengthRequired, UnreadableBody, type WriteRequest } from './resource/body.ts'
export { anyVersion, commit, type Outcome } from './resource/commit.ts'
export { documents, patchDocument } from './resource/documents.ts'
export { handleResource } from './resource/handle-resource.ts'
export { json } from './resource/json.ts'
export { type InMemory, memoryResource } from './resource/memory-resource.ts'
export { mergePatch } from './resource/merge-patch.ts'
export type { Methods, Stored, Upload } from './resource/methods.ts'
export { remove } from './resource/remove.ts'
export type { Resource, Snapshot } from './resource/resource.ts'
export type { Checked, Schema } from './resource/schema.ts'
export { update } from './resource/update.ts'
export type { Next, WriteOptions } from './resource/write-options.ts'
