import { inMemory } from './memory.ts'

console.log('A module may print.')

export default inMemory<number>()
