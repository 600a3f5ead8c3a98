import { type Answer, type Asked, type Field } from './message.ts'
import { CannotSend, NoAnswer, type Transport } from './transport.ts'

/** A handler in fetch style. */
export type Handler = (request: Request) => Response | Promise<Response>

/** Calls a handler. What `Request` and `Headers` cannot express is not sent. */
export class HandlerTransport implements Transport {
  readonly kind = 'handler'
  readonly #handler: Handler

  constructor(handler: Handler) {
    this.#handler = handler
  }

  async exchange(asked: Asked): Promise<Answer> {
    const request = requestOf(asked)
    let response: Response
    try {
      response = await this.#handler(request)
    } catch (error) {
      throw new NoAnswer(
        `The handler threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      )
    }
    const fields: Field[] = []
    response.headers.forEach((value, name) => void (name === 'set-cookie' || fields.push([name, value])))
    for (const cookie of response.headers.getSetCookie?.() ?? []) fields.push(['set-cookie', cookie])
    const bytes = new Uint8Array(await response.arrayBuffer())
    // What a handler gives as content of HEAD is dropped by whatever runs it.
    const content = asked.method === 'HEAD' ? new Uint8Array() : bytes
    return { status: response.status, reason: response.statusText, fields, content, after: 0 }
  }

  close(): void {}
}

function requestOf({ url, method, fields, content }: Asked): Request {
  try {
    const headers = new Headers()
    for (const [name, value] of fields) headers.append(name, value)
    const request = new Request(url, { method, headers, ...(content && { body: content as Uint8Array<ArrayBuffer> }) })
    if (request.method !== method) throw new TypeError(`the method ${method} becomes ${request.method}`)
    return request
  } catch (error) {
    throw new CannotSend(`A Request cannot express this: ${error instanceof Error ? error.message : String(error)}`)
  }
}
