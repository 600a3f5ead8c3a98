import type { Resource, Snapshot } from '@ifmatch/core'
import { storeChecks } from '@ifmatch/conformance'
import { describe, expect, test } from 'vitest'
import { value } from './shop.ts'

interface Product extends Snapshot {
  readonly id: string
  readonly title: string
  readonly stock: number
}

/** A recipe, over a table with the rows `lamp` and `desk`. */
export interface Recipe<S extends Product> {
  product(id: string): Resource<S, { title: string; stock: number }>
  serve(request: Request): Promise<Response>
}

const WRITERS = 16
const INCREMENTS = 10

/** What every recipe keeps: the contract of a store, the rows that were there, and each increment of sixteen writers. */
export function promises<S extends Product>({ product, serve }: Recipe<S>): void {
  const at = (method: string, path: string, headers: Record<string, string> = {}, body?: object): Promise<Response> =>
    serve(
      new Request(`http://localhost/products/${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )

  describe('is a store', () => {
    const checks = storeChecks<S, { title: string; stock: number }>(product, value, {
      number: ({ stock }) => stock,
      same: ({ title, stock }, next) => title === next.title && stock === next.stock,
    })
    test.each(checks.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run())
  })

  test('serves a row that was there before, and changes it once for one tag', async () => {
    const read = await at('GET', 'lamp')
    expect(await read.json()).toMatchObject({ id: 'lamp', title: 'Lamp', stock: 3 })
    const tag = read.headers.get('etag')!
    const patch = { 'if-match': tag, 'content-type': 'application/merge-patch+json' }
    expect((await at('PATCH', 'lamp', patch, { stock: 2 })).status).toBe(204)
    expect((await at('PATCH', 'lamp', patch, { stock: 1 })).status).toBe(412)
    expect(await (await at('GET', 'lamp')).json()).toMatchObject({ title: 'Lamp', stock: 2 })
  })

  test('gives rows that were there before versions that differ', async () => {
    const [lamp, desk] = await Promise.all([product('lamp').read(), product('desk').read()])
    expect(lamp?.version).toMatch(/.{32}/)
    expect(lamp?.version).not.toBe(desk?.version)
  })

  test('loses none of the increments of sixteen writers', async () => {
    expect((await at('PUT', 'race', { 'if-none-match': '*' }, value(0))).status).toBe(201)
    const increment = async (): Promise<void> => {
      for (let status = 0; status !== 204;) {
        const read = await at('GET', 'race')
        const { stock } = (await read.json()) as { stock: number }
        const answer = await at('PUT', 'race', { 'if-match': read.headers.get('etag')! }, value(stock + 1))
        status = answer.status
        expect([204, 412]).toContain(status)
      }
    }
    const writer = async (): Promise<void> => {
      for (let turn = 0; turn < INCREMENTS; turn++) await increment()
    }
    await Promise.all(Array.from({ length: WRITERS }, writer))
    expect((await product('race').read())?.stock).toBe(WRITERS * INCREMENTS)
  })

  test('creates once, whoever of sixteen writers is first', async () => {
    const create = (n: number): Promise<Response> => at('PUT', 'new', { 'if-none-match': '*' }, value(n))
    const statuses = (await Promise.all(Array.from({ length: WRITERS }, (_, n) => create(n)))).map((a) => a.status)
    expect(statuses.sort()).toEqual([201, ...Array.from({ length: WRITERS - 1 }, () => 412)])
  })
}
