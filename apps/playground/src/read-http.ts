import { type Field, oneLine } from './state.ts'
import type { Pasted } from './pasted.ts'

/**
 * Reads a request as it stands on the wire, or as tools show it: the request line and the fields up to the empty line. Of
 * `curl -v` output the lines behind `>` count; the pseudo-fields of HTTP/2 (`:method`, `:path`) are a request line too.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9112.html#section-2.1 RFC 9112, Section 2.1}
 */
export function readHttp(text: string): Pasted {
  const lines = requestLines(text)
  let method: string | null = null
  let target = '/'
  const fields: Field[] = []
  for (const [index, line] of lines.entries()) {
    const [, pseudo, said] = /^:([a-z]+):[ \t]*(.*)$/.exec(line) ?? []
    const requestLine =
      index === 0 ? /^([^\s:"(),/;<=>?@[\\\]{}]+)[ \t]+(\S+)(?:[ \t]+(HTTP\/\d(?:\.\d)?))?[ \t]*$/.exec(line) : null
    if (pseudo === 'method') method = said!
    else if (pseudo === 'path') target = said!
    else if (pseudo) continue
    // Without a version any two words could be one.
    else if (requestLine && (requestLine[3] || /^[A-Z-]+$/.test(requestLine[1]!)))
      [method, target] = [requestLine[1]!, requestLine[2]!]
    else {
      const colon = line.indexOf(':')
      if (colon < 1 || /[ \t]$/.test(line.slice(0, colon)) || /[ \t]/.test(line.slice(0, colon)))
        return { wrong: wrongLine(index, line) }
      fields.push({
        name: oneLine(line.slice(0, colon)),
        value: oneLine(line.slice(colon + 1)).replace(/^[ \t]+|[ \t]+$/g, ''),
      })
    }
  }
  if (method === null) return { wrong: 'A request line is missing: begin with, for instance, “GET /note HTTP/1.1”.' }
  return { method: oneLine(method), target: oneLine(target), fields, notes: [] }
}

/** The lines of the header section, each whole: a line that begins with a blank goes on from the one before. */
function requestLines(text: string): string[] {
  let all = text.replace(/^\s*\n/, '').split(/\r\n|\r|\n/)
  if (all.some((line) => /^> /.test(line)))
    all = all.filter((line) => line.startsWith('>')).map((line) => line.slice(2))
  const lines: string[] = []
  for (const line of all) {
    if (line.trim() === '') {
      if (lines.length > 0) break
    } else if (/^[ \t]/.test(line) && lines.length > 0) lines[lines.length - 1] += ` ${line.trim()}`
    else lines.push(line)
  }
  return lines
}

function wrongLine(index: number, line: string): string {
  const shown = line.length > 40 ? `${line.slice(0, 40)}…` : line
  return index === 0
    ? `This is neither a request line (“GET /note HTTP/1.1”) nor a curl command: “${shown}”.`
    : `Line ${index + 1} is no field (“Name: value”): “${shown}”.`
}
