import { isDeepStrictEqual } from 'node:util'
import { storeChecks } from '@ifmatch/conformance'
import { afterAll, describe } from 'vitest'
import { testEach } from './support/checks.ts'
import { openFile, storesOf, useFile } from './support/database.ts'
import { bytesOfLength, odd, sameDocument, upload } from './support/uploads.ts'

const folder = useFile()
const [memory, file] = [await Deno.openKv(':memory:'), await openFile()]
afterAll(async () => {
  memory.close()
  file.close()
  await Deno.remove(folder, { recursive: true })
})

const elsewhere = (name: string): URL => new URL(`./elsewhere/${name}.ts`, import.meta.url)

const ofValues = {
  number: ({ value }: { value: unknown }) => value as number,
  same: ({ value }: { value: unknown }, next: unknown) => isDeepStrictEqual(value, next),
  values: [
    null,
    undefined,
    '',
    0,
    -0.5,
    { date: new Date(0), big: 7n, list: [null, undefined], map: new Map([['a', new Set([1])]]) },
    bytesOfLength(512),
    'x'.repeat(65_531),
    'é'.repeat(200_000),
    bytesOfLength(200_000),
    { bytes: bytesOfLength(200_000), doubles: new Float64Array([1.5, -0]) },
    { text: 'x'.repeat(1_500_000) },
  ],
}
const ofDocuments = { same: sameDocument, values: odd }

describe('kv in memory', () => {
  testEach(storeChecks(storesOf(memory).values, (n) => n, ofValues))
})

describe('kv in a file that two processes share', () => {
  testEach(storeChecks(storesOf(file).values, (n) => n, { ...ofValues, elsewhere: elsewhere('values') }))
})

describe('kv with values that are always in chunks', () => {
  const large = (n: number) => ({ n, more: 'x'.repeat(100_000) })
  const number = ({ value }: { value: unknown }) => (value as { n: number }).n
  testEach(storeChecks(storesOf(memory).values, large, { number, same: ofValues.same }))
})

describe('kvDocuments in memory', () => {
  testEach(storeChecks(storesOf(memory).documents, (n) => upload(`${n}`), ofDocuments))
})

describe('kvDocuments in a file that two processes share', () => {
  const options = { ...ofDocuments, elsewhere: elsewhere('documents') }
  testEach(storeChecks(storesOf(file).documents, (n) => upload(`${n}`), options))
})
