import { type Methods, type Resource, respond } from '@ifmatch/core'
import { etag, preconditions, resource, RETAINED_304_HEADERS } from '@ifmatch/hono'
import { Hono, type Context } from 'hono'
import { hc } from 'hono/client'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'

interface AppEnv {
  Bindings: { KEY: string }
  Variables: { user: { id: number } }
}

const app = new Hono<AppEnv>()

// The path and the environment are typed where they are named.
app.get(
  '/notes/:id',
  preconditions<AppEnv, '/notes/:id'>((c) => {
    const id: string = c.req.param('id')
    const version: number = c.get('user').id
    const key: string = c.env.KEY
    // @ts-expect-error the path has no such parameter
    const nothing: string = c.req.param('other')
    // @ts-expect-error the application has no such variable
    c.get('nobody')
    return { version: `${id}${version}${key}${nothing}` }
  }),
  // What the guard knows takes nothing from the handler behind it.
  (c) => c.json({ id: c.req.param('id').length, user: c.get('user').id }),
)
app.get(
  '/annotated/:id',
  preconditions(async (c: Context<AppEnv, '/annotated/:id'>) => ({ version: c.req.param('id') + c.var.user.id })),
  (c) => c.json({ id: c.req.param('id').length, user: c.get('user').id }),
)
app.use(preconditions<AppEnv>((c) => ({ version: c.get('user').id })))
app.use(
  '/notes/*',
  preconditions<AppEnv>((c) => ({ version: c.get('user').id })),
)
app.use(cors(), compress(), etag())

// Named nowhere, a parameter may be missing, and a variable is not known.
app.get(
  '/plain/:id',
  preconditions((c) => (c.req.param('id') ? { version: 1 } : null)),
  (c) => c.text(c.req.param('id').toUpperCase() + c.get('user').id),
)
export const mistakes = [
  // @ts-expect-error a missing parameter is no version
  preconditions((c) => ({ version: c.req.param('id') })),
  // @ts-expect-error the environment is named nowhere
  preconditions((c) => ({ version: c.get('user').id })),
]

// A guard that was made elsewhere fits every application.
const guard = preconditions(() => ({ version: 1 }), { require: true, ifMatch: 'intermediaries' })
new Hono().on('GET', '/on/:id', guard, (c) => c.text(c.req.param('id').toUpperCase()))
new Hono()
  .basePath('/base/:team')
  .get('/:id', guard, (c) => c.text(`${c.req.param('team').length}${c.req.param('id').length}`))

// A typed client sees the handler's answer through it.
const notes = new Hono().get('/notes/:id', guard, etag(), (c) => c.json({ title: 'hello' as const }))
const client = hc<typeof notes>('http://localhost')
const title: Promise<'hello'> = client.notes[':id']
  .$get({ param: { id: '1' } })
  .then(async (answer) => (await answer.json()).title)
export { title }

// The mistakes of core stay mistakes.
declare const row: { version: number } | undefined
// @ts-expect-error undefined is not null
preconditions(() => row && { version: row.version })
// @ts-expect-error {} says nothing
preconditions(() => ({}))

// The options of hono/etag, and ours.
etag({ weak: true, retainedHeaders: ['x-message', ...RETAINED_304_HEADERS] })
etag({ generateDigest: (body) => crypto.subtle.digest('SHA-1', body), limit: 1000 })
etag({ onDecision: (decision) => console.log(decision.reason), onMistake: (message) => console.log(message) })
// @ts-expect-error a hash is an ArrayBuffer
etag({ generateDigest: () => 'abc' })
// @ts-expect-error writes are not evaluated here
etag({ require: true })

app.get('/respond', (c) => respond(c.req.raw, { version: 1, body: () => 'hello' }))

// A resource that the path names, and methods that were written elsewhere.
interface Article {
  version: number
  title: string
}
declare const article: (id: string) => Resource<Article, { title: string }>
declare const methods: Methods<Article, { title: string }>
declare const others: Methods<{ version: number; text: string }, string>
app.all(
  '/articles/:id',
  resource((c) => article(c.req.param('id')!), methods),
)
app.all(
  '/functions/:id',
  resource(
    (c) => article(c.req.param('id')!),
    () => methods,
  ),
)
app.all(
  '/inline/:id',
  resource((c) => article(c.req.param('id')!), {
    // @ts-expect-error an article has no text
    get: (state) => ({ version: state.version, body: () => state.text }),
    put: { 'text/plain': async (_, body) => ({ title: await body.text() }) },
  }),
)
export const misfits = [
  // @ts-expect-error the methods of another resource
  resource((c) => article(c.req.param('id')!), others),
  // @ts-expect-error a text is no article
  resource((c) => article(c.req.param('id')!), { put: { 'text/plain': (_, body) => body.text() } }),
  // @ts-expect-error the store keeps no write ids
  resource((c) => article(c.req.param('id')!), { idempotencyKey: true }),
]

// The context is all that its handler needs.
declare const context: Context
export const answer: Promise<Response> = resource(() => article('1'), methods)(context)
