import { createFetch } from '@whatwg-node/fetch'

const { Request, Response, Headers } = createFetch({ skipPonyfill: false })

const native = await fetch('data:,')
if (native instanceof Response) throw new Error('Cannot test with @whatwg-node/fetch: it handed out the native classes')

Object.assign(globalThis, { Request, Response, Headers })
