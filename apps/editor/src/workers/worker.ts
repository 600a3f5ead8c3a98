import { readRest } from '@ifmatch/cloudflare'
import type { Documents } from '@ifmatch/stores'
import type { Hono } from 'hono'
import { pageFiles } from '#page-files'
import { createApp } from '../app.ts'
import { reportStoreError } from '../methods.ts'
import { problem } from '../problem.ts'
import { seeds } from '../seeds.ts'
import { readSettings } from '../settings.ts'
import { documentOf } from './document-of.ts'
import type { Environment } from './environment.ts'
import { makeList, readList } from './list.ts'

export { Document } from './document.ts'

let app: Hono | null = null

export default {
  async fetch(request, env) {
    const id = documentOf(request)
    const answer = id === null ? await (app ??= appOf(env)).fetch(request) : await documentAnswers(id, request, env)
    await readRest(request)
    return answer
  },
} satisfies ExportedHandler<Environment>

async function documentAnswers(id: string, request: Request, { DOCUMENTS }: Environment): Promise<Response> {
  try {
    return await DOCUMENTS.getByName(id).fetch(request)
  } catch (error) {
    reportStoreError(error)
    return problem(503, 'The document does not answer now: try again.', { 'retry-after': '1' })
  }
}

/** The service apart from the documents, which answer by themselves. */
function appOf(env: Environment): Hono {
  const open = (id: string): never => {
    throw new Error(`Cannot open ${id} here: it is in its own object`)
  }
  return createApp(
    Object.assign(open, { list: listing(env) }) satisfies Documents,
    readSettings({ REQUIRE: env.REQUIRE }),
    pageFiles,
  )
}

/** The list, which begins with the seeds: they are planted by their own objects, when these are first asked. */
function listing(env: Environment): Documents['list'] {
  let isMade = false
  return async (limit) => {
    if (!isMade) {
      await makeList(env.LIST)
      await Promise.all(seeds.map(({ id }) => documentAnswers(id, headOf(id), env)))
      isMade = true
    }
    return readList(env.LIST, limit)
  }
}

function headOf(id: string): Request {
  return new Request(`http://localhost/documents/${id}`, { method: 'HEAD' })
}
