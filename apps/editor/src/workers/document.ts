import { DurableObject } from 'cloudflare:workers'
import { durableDocument, readRest } from '@ifmatch/cloudflare'
import { createApp } from '../app.ts'
import { seeds } from '../seeds.ts'
import { readSettings } from '../settings.ts'
import { documentOf } from './document-of.ts'
import type { Environment } from './environment.ts'
import { Listing } from './listing.ts'

/**
 * One document, and the service for it alone: its version, and the step that compares and swaps, are in its own SQLite.
 * Long bodies are in R2.
 */
export class Document extends DurableObject<Environment> {
  readonly #document = durableDocument(this.ctx.storage, { bucket: this.env.BODIES, prefix: `${this.ctx.id}/` })
  readonly #listing = new Listing(this.ctx.storage, this.env.LIST, this.#document)
  readonly #app = createApp(
    Object.assign((key: string) => this.#listing.listed(key), { list: async () => [] }),
    readSettings({ REQUIRE: this.env.REQUIRE }),
  )
  #isReady = false

  override async fetch(request: Request): Promise<Response> {
    const key = documentOf(request)
    if (key !== null && !this.#isReady) await this.ctx.blockConcurrencyWhile(() => this.#start(key))
    const answer = await this.#app.fetch(request)
    await readRest(request)
    return answer
  }

  override async alarm(): Promise<void> {
    await this.#document.sweep()
    await this.#listing.tellAgain()
  }

  async #start(key: string): Promise<void> {
    if (this.#isReady) return
    const seed = seeds.find(({ id }) => id === key)
    if (seed && this.#listing.isNew()) {
      const body = new TextEncoder().encode(seed.text)
      await this.#document.swap(null, { type: seed.type, size: body.byteLength, body })
      // The store dates it now. What is in between nobody sees.
      const lastModified = (Math.floor(Date.now() / 1000) - seed.days * 86_400) * 1000
      this.ctx.storage.sql.exec('UPDATE ifmatch_document SET last_modified = ?', lastModified)
      await this.#listing.expect(key)
    }
    await this.#listing.tell()
    this.#isReady = true
  }
}
