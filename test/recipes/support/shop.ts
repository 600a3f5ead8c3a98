/** A table as an application had it before it knew of versions, with a row. */
export const before = `
CREATE TABLE products (id text PRIMARY KEY, title text NOT NULL, stock integer NOT NULL);
INSERT INTO products VALUES ('lamp', 'Lamp', 3), ('desk', 'Desk', 1);
`

/** The migrations that the pages of the recipes give. */
export const migrations = {
  sqlite: `
ALTER TABLE products ADD COLUMN version text NOT NULL DEFAULT '';
UPDATE products SET version = lower(hex(randomblob(16)));
`,
  postgres: `
ALTER TABLE products ADD COLUMN version text NOT NULL DEFAULT gen_random_uuid();
`,
} as const

/** What is written into a row. */
export const value = (n: number): { title: string; stock: number } => ({ title: `Number ${n}`, stock: n })
