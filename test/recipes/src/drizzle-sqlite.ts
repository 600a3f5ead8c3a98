import { handleResource, json, mergePatch, type Resource } from '@ifmatch/core'
import { and, eq } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import { z } from 'zod'

export const products = sqliteTable('products', {
  id: text().primaryKey(),
  title: text().notNull(),
  stock: integer().notNull(),
  // Every write through Drizzle gets a version of its own, also where other code of the application writes.
  version: text()
    .notNull()
    .$onUpdateFn(() => crypto.randomUUID()),
})

export type Product = typeof products.$inferSelect
export const Edit = z.object({ title: z.string(), stock: z.number().int() })
export type Edit = z.infer<typeof Edit>

export function product(db: SqliteRemoteDatabase, id: string): Required<Resource<Product, Edit>> {
  const isStill = ({ version }: Product) => and(eq(products.id, id), eq(products.version, version))
  return {
    async read() {
      const [row] = await db.select().from(products).where(eq(products.id, id))
      return row ?? null
    },
    async swap(current, next) {
      const [row] = await (current === null
        ? db
            .insert(products)
            .values({ ...next, id })
            .onConflictDoNothing({ target: products.id })
            .returning()
        : db.update(products).set(next).where(isStill(current)).returning())
      return row ?? null
    },
    async remove(current) {
      return (await db.delete(products).where(isStill(current)).returning({ id: products.id })).length > 0
    },
  }
}

export function serve(db: SqliteRemoteDatabase, request: Request): Promise<Response> {
  const id = new URL(request.url).pathname.slice('/products/'.length)
  return handleResource(request, product(db, id), {
    create: true,
    get: (row) => ({ version: row.version, body: () => Response.json(row) }),
    put: { 'application/json': json(Edit) },
    patch: { 'application/merge-patch+json': mergePatch(Edit) },
    delete: true,
  })
}
