import { logStore } from './log-store.ts'

export default logStore('careless', false)
