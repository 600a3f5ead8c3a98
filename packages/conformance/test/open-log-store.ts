import { logStore } from './log-store.ts'

export default logStore('shared')
