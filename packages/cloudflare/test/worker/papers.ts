import { DurableObject } from 'cloudflare:workers'
import { durableDocument, readingRest } from '@ifmatch/cloudflare'
import { type Check, storeChecks } from '@ifmatch/conformance'
import { documents, handleResource, type Resource, type Stored, type Upload } from '@ifmatch/core'
import { report } from './table-checks.ts'

interface Env {
  FILES: R2Bucket
  PAPERS: DurableObjectNamespace<Paper>
}

const inline = 10

// A bucket in memory: the simulator's is slow, and the contract asks for a thousand uploads.
const memory = new Map<string, Blob>()

/** A step of a test; `from` is the number of the step whose state a write starts from. */
export type Step =
  | { readonly swap: string; readonly from?: number; readonly size?: number }
  | { readonly remove: number }
  | { readonly body: number }
  | { readonly do: 'read' | 'sweep' | 'objects' | 'deleteAll' | 'alarm' }
  | { readonly hours: number }
  | { readonly put: Trouble }
  | { readonly delete: Trouble }

/** What becomes of the next call of the bucket: it fails, the object is killed behind it, or it takes more than a day. */
export type Trouble = 'fails' | 'kills' | 'takes a day'

/** What a step gave: a state is told with its text. */
export interface Told {
  readonly version: number
  readonly lastModified: number
  readonly text: string | null
}

/** What a state is, apart from its body, over RPC. */
interface Head extends Omit<Stored, 'body'> {
  readonly version: number
}

/** A document as a user writes it, in whose bucket calls can fail, and whose clock can be set. */
export class Paper extends DurableObject<Env> {
  trouble: { put?: Trouble; delete?: Trouble } = {}
  document = durableDocument(this.ctx.storage, {
    bucket: this.bucket(),
    prefix: `${this.ctx.id.name}/`,
    inline: this.ctx.id.name!.startsWith('raced') ? 0 : inline,
  })
  states = new Map<number, Stored>()

  override fetch = readingRest((request: Request) =>
    handleResource(request, this.document, { ...documents(), idempotencyKey: true }),
  )

  override alarm(): Promise<void> {
    return this.document.sweep()
  }

  bucket(): R2Bucket {
    const call = async <T>(name: 'put' | 'delete', run: () => Promise<T>): Promise<T> => {
      const trouble = this.trouble[name]
      delete this.trouble[name]
      if (trouble === 'fails') throw new Error('The bucket fails')
      const result = await run()
      if (trouble === 'kills') this.ctx.abort('Killed by a test')
      if (trouble === 'takes a day') await at(25, () => this.document.sweep())
      return result
    }
    if (this.ctx.id.name!.startsWith('long')) return inMemory as unknown as R2Bucket
    return {
      get: (key: string, options?: R2GetOptions) => this.env.FILES.get(key, options),
      put: (key: string, value: ReadableStream) => call('put', () => this.env.FILES.put(key, value)),
      delete: (keys: string[]) => call('delete', () => this.env.FILES.delete(keys)),
    } as unknown as R2Bucket
  }

  async run(steps: readonly Step[]): Promise<unknown[]> {
    const results: unknown[] = []
    const states: (Stored | null)[] = []
    const clock = Date.now
    try {
      for (const step of steps) {
        const result = await this.step(step, states).catch((error: unknown) => ({ error: String(error) }))
        states.push(isState(result) ? result : null)
        results.push(isState(result) ? await told(result) : result)
      }
      return results
    } finally {
      Date.now = clock
    }
  }

  async step(step: Step, states: readonly (Stored | null)[]): Promise<unknown> {
    if ('put' in step) return void (this.trouble.put = step.put)
    if ('delete' in step) return void (this.trouble.delete = step.delete)
    if ('remove' in step) return this.document.remove(states[step.remove]!)
    if ('body' in step) return textOf(states[step.body]!)
    if ('swap' in step) {
      const upload = { type: 'text/plain', size: step.size ?? step.swap.length, body: new Blob([step.swap]).stream() }
      return this.document.swap(step.from === undefined ? null : states[step.from]!, upload)
    }
    if ('hours' in step) {
      const clock = Date.now
      return void (Date.now = () => clock() + step.hours * 3_600_000)
    }
    switch (step.do) {
      case 'read':
        return this.document.read()
      case 'sweep':
        return this.document.sweep()
      case 'alarm':
        return this.ctx.storage.getAlarm().then((time) => time && time - Date.now())
      case 'deleteAll':
        return this.ctx.storage.deleteAll()
      case 'objects':
        return (await this.env.FILES.list({ prefix: `${this.ctx.id.name}/` })).objects.length
    }
  }

  async read(): Promise<Head | null> {
    return this.head(await this.document.read())
  }

  async swap(version: number | null, upload: Upload, writeIds?: readonly string[]): Promise<Head | null> {
    return this.head(await this.document.swap(this.seen(version), upload, writeIds))
  }

  async remove(version: number): Promise<boolean> {
    return this.document.remove(this.seen(version)!)
  }

  async bytes(version: number): Promise<ArrayBuffer | null> {
    const content = (await this.states.get(version)!.body()) as BodyInit | null
    return content === null ? null : new Response(content).arrayBuffer()
  }

  seen(version: number | null): Stored | null {
    return version === null ? null : ({ ...this.states.get(version), version } as Stored)
  }

  head(state: Stored | null): Head | null {
    if (!state) return null
    const { body: _, ...head } = state
    this.states.set(Number(state.version), state)
    return head as Head
  }
}

const inMemory = {
  async get(key: string, { range }: { range?: { offset: number; length: number } } = {}) {
    const blob = memory.get(key)
    return blob ? { body: (range ? blob.slice(range.offset, range.offset + range.length) : blob).stream() } : null
  },
  put: async (key: string, value: BodyInit) => void memory.set(key, await new Response(value).blob()),
  delete: async (keys: string[]) => keys.forEach((key) => memory.delete(key)),
}

/** The documents of their Durable Objects, from outside of them. */
function papers(namespace: Env['PAPERS'], kind: string): (key: string) => Required<Resource<Stored, Upload>> {
  return (key) => {
    const paper = namespace.getByName(`${kind}${key}`)
    const stored = (head: Head | null): Stored | null =>
      head && { ...head, body: async () => (await paper.bytes(head.version)) as ArrayBuffer | null }
    return {
      read: async () => stored((await paper.read()) as Head | null),
      swap: async (current, upload, writeIds) =>
        stored((await paper.swap(current && Number(current.version), upload, writeIds)) as Head | null),
      remove: async (current) => paper.remove(Number(current.version)),
    }
  }
}

function checks(namespace: Env['PAPERS'], kind: string): Check[] {
  const text = (body: string): Upload => ({ type: 'text/plain', size: null, body })
  const value = (n: number): Upload => text(kind === 'long' ? `${n}`.padStart(inline + 1, '0') : `${n}`)
  const values = [
    text(''),
    { type: null, size: 0, body: '' },
    text('0123456789'),
    text('0123456789a'),
    { type: 'image/x-odd; a="b"', size: 512, body: new Uint8Array(512).map((_, n) => n) },
    { type: 'image/x-long', size: 3_000_000, body: new Uint8Array(3_000_000).map((_, n) => n * n) },
  ]
  // Each swap of a long body is an upload to the simulated bucket.
  return storeChecks(papers(namespace, kind), value, { same, values, rounds: kind === 'long' ? 4 : 20 })
}

async function same(state: Stored, { type, body }: Upload): Promise<boolean> {
  const [stored, due] = [await bytesOf(await state.body()), await bytesOf(body)]
  return (state.type ?? null) === type && state.size === due.length && stored.every((byte, at) => byte === due[at])
}

async function bytesOf(body: Upload['body']): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer())
}

async function at<T>(hours: number, run: () => Promise<T>): Promise<T> {
  const clock = Date.now
  Date.now = () => clock() + hours * 3_600_000
  try {
    return await run()
  } finally {
    Date.now = clock
  }
}

function isState(result: unknown): result is Stored {
  return typeof result === 'object' && result !== null && 'body' in result
}

async function told(state: Stored): Promise<Told> {
  return { version: Number(state.version), lastModified: state.lastModified!.getTime(), text: await textOf(state) }
}

async function textOf(state: Stored): Promise<string | null> {
  const content = (await state.body()) as BodyInit | null
  return content === null ? null : new Response(content).text()
}

export default {
  async fetch(request, { PAPERS }) {
    const [, kind, id = ''] = new URL(request.url).pathname.split('/')
    const paper = PAPERS.getByName(id)
    if (kind === 'checks') return report(checks(PAPERS, id))
    if (kind === 'run') return Response.json(await paper.run(await request.json()))
    return paper.fetch(request)
  },
} satisfies ExportedHandler<Env>
