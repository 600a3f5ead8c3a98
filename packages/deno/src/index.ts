export { file } from './file.ts'
export { withPreconditions } from './with-preconditions.ts'
