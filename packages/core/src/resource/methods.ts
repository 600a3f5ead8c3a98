import type { RequestLike } from '../fields/request.ts'
import type { ByteRange } from '../fields/range.ts'
import type { Content, Representation } from '../responses/representation.ts'
import type { Body } from './body.ts'
import type { Snapshot } from './resource.ts'
import type { Next, WriteOptions } from './write-options.ts'

/** The methods of one resource. A method without a key is 405; a media type without a key is 415. */
export interface Methods<S, N> extends WriteOptions<S> {
  /** GET and HEAD. Negotiation happens here: a variant, or a Response for 406. Writes are evaluated against what it says. */
  get?(state: S, request: RequestLike): Representation | Response | Promise<Representation | Response>
  put?: { [mediaType: string]: (current: S | null, body: Body) => Next<N> }
  patch?: { [mediaType: string]: (current: S, body: Body) => Next<N> }
  post?: { [mediaType: string]: (current: S, body: Body) => Next<N> }
  /** Evaluated on what it returns, whose tag must differ by the query's content: a variant. */
  query?: {
    [mediaType: string]: (state: S, body: Body) => Representation | Response | Promise<Representation | Response>
  }
  delete?: boolean
}

/** A document of bytes as a store keeps it, for stores of any media type. */
export interface Stored extends Snapshot {
  readonly writeIds: readonly string[]
  readonly type?: string
  readonly size?: number
  body(range?: ByteRange): Content | Promise<Content>
}

/** A document of bytes as it is written. */
export interface Upload {
  readonly type: string | null
  readonly size: number | null
  readonly body: Content
}

/** The fields that say what a resource takes: they follow from the keys of {@link Methods}. */
export interface Offer {
  readonly allow: string
  readonly accept: { readonly [method: string]: Record<string, string> }
}

/** Says which methods a resource has, and which media types they take. */
export function offerOf<S, N>(
  { get, put, patch, post, query, delete: remove }: Methods<S, N>,
  canRemove: boolean,
): Offer {
  const types = (byType: object | undefined): string => Object.keys(byType ?? {}).join(', ')
  const allow = [
    get && 'GET, HEAD',
    query && 'QUERY',
    put && 'PUT',
    patch && 'PATCH',
    post && 'POST',
    remove && canRemove && 'DELETE',
    'OPTIONS',
  ]
  return {
    allow: allow.filter(Boolean).join(', '),
    accept: {
      PUT: { accept: types(put) },
      PATCH: { 'accept-patch': types(patch) },
      POST: { accept: types(post) },
      QUERY: { 'accept-query': types(query) },
    },
  }
}
