const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  206: 'Partial Content',
  304: 'Not Modified',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Range Not Satisfiable',
  428: 'Precondition Required',
  503: 'Service Unavailable',
}

/** A status with its reason phrase. */
export function statusLine(status: number): string {
  return `${status} ${phrases[status] ?? ''}`.trimEnd()
}

/** Writes a response as it would stand on the wire; JSON is set in lines, to be read. */
export async function writeMessage(response: Response): Promise<string> {
  const fields = [...response.headers].map(([name, value]) => `${spelled(name)}: ${value}\n`)
  const body = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
  return `HTTP/1.1 ${statusLine(response.status)}\n${fields.join('')}\n${isJson && body !== '' ? JSON.stringify(JSON.parse(body), null, 2) : body}`
}

/** A field name as RFC 9110 spells it. */
function spelled(name: string): string {
  return name === 'etag' ? 'ETag' : name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
