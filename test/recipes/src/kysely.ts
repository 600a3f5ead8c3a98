import { handleResource, json, mergePatch, type Resource } from '@ifmatch/core'
import type { Kysely } from 'kysely'
import { z } from 'zod'

export interface Product {
  id: string
  title: string
  stock: number
  version: string
}
export interface Shop {
  products: Product
}
export const Edit = z.object({ title: z.string(), stock: z.number().int() })
export type Edit = z.infer<typeof Edit>

export function product(db: Kysely<Shop>, id: string): Required<Resource<Product, Edit>> {
  return {
    async read() {
      return (await db.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
    },
    async swap(current, next) {
      const row = { ...next, version: crypto.randomUUID() }
      const written = await (current === null
        ? db
            .insertInto('products')
            .values({ ...row, id })
            .onConflict((conflict) => conflict.column('id').doNothing())
            .returningAll()
            .executeTakeFirst()
        : db
            .updateTable('products')
            .set(row)
            .where('id', '=', id)
            .where('version', '=', current.version)
            .returningAll()
            .executeTakeFirst())
      return written ?? null
    },
    async remove({ version }) {
      const removed = db.deleteFrom('products').where('id', '=', id).where('version', '=', version).returning('id')
      return (await removed.executeTakeFirst()) !== undefined
    },
  }
}

export function serve(db: Kysely<Shop>, request: Request): Promise<Response> {
  const id = new URL(request.url).pathname.slice('/products/'.length)
  return handleResource(request, product(db, id), {
    create: true,
    get: (row) => ({ version: row.version, body: () => Response.json(row) }),
    put: { 'application/json': json(Edit) },
    patch: { 'application/merge-patch+json': mergePatch(Edit) },
    delete: true,
  })
}
