export { bytesOf, type Documents, type Listed } from './documents/documents.ts'
export type { Columns, RememberingTable, Table, Write } from './sql/columns.ts'
