/** A law is a property whose name is its sentence. */
import fc from 'fast-check'
import { test } from 'vitest'
import { patience, runs } from '../random.ts'

type Law = (sentence: string, property: () => fc.IRawProperty<unknown>) => void

export function laws(times: number): Law {
  return (sentence, property) => {
    test(sentence, async () => fc.assert(property() as fc.IAsyncProperty<unknown>, runs(times)), patience(times))
  }
}
