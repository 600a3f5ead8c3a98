import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'
import { etag, preconditions } from '@ifmatch/hono'

const notes = new Map([['1', { version: 1, text: 'first' }]])

export const app = new Hono()
  .use(cors(), compress(), etag({ weak: false }))
  .use(
    '/notes/*',
    preconditions((c) => notes.get(c.req.path) ?? null, { require: true }),
  )
  .get(
    '/notes/:id',
    preconditions(async (c) => notes.get(c.req.param('id') ?? '') ?? null),
    (c) => c.json(notes.size),
  )

// @ts-expect-error a Map says undefined where nothing is there
app.use(preconditions((c) => notes.get(c.req.path)))

// @ts-expect-error no such option
app.use(etag({ strong: true }))
