export type { Check } from './check.ts'
export { storeChecks, type StoreOptions } from './store-checks.ts'
