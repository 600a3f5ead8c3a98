export { jsonPatch, jsonPatchDocument } from './resource/json-patch.ts'
