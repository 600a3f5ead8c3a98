import { formatHttpDate, parseHttpDate } from '@ifmatch/core'
import { curlWords, type Word } from './curl-words.ts'
import type { Pasted } from './pasted.ts'
import { type Field, oneLine } from './state.ts'

/** Reads a curl command: the request that curl would send, as far as Section 13 looks at it. Never throws. */
export function readCurl(text: string): Pasted {
  const words = curlWords(text)
  if ('wrong' in words) return words
  const next = words.findIndex(({ name }) => name === 'next')
  const notes = next < 0 ? [] : ['Of several requests, the first is shown.']
  return requestOf(next < 0 ? words : words.slice(0, next), notes)
}

function requestOf(words: readonly Word[], notes: string[]): Pasted {
  const fields = words.flatMap((word) => fieldsOf(word, notes))
  const last = (name: string): string | undefined => words.findLast((word) => word.name === name)?.value
  const [url, ...others] = words.filter(({ name }) => name === '' || name === 'url').map(({ value }) => value)
  const target = last('request-target') ?? (url === undefined ? undefined : targetOf(url))
  if (target === undefined) return { wrong: 'The curl command names no URL.' }
  if (others.length > 0) notes.push(`Of several URLs, the first is shown; left out: ${oneLine(others.join(', '))}.`)

  const type = words.map(({ name }) => contentType(name)).find((found) => found !== null)
  const isSent = type !== undefined && last('get') === undefined
  if (isSent && !fields.some(({ name }) => name.toLowerCase() === 'content-type'))
    fields.push({ name: 'Content-Type', value: type })
  const implied =
    last('head') !== undefined ? 'HEAD' : last('upload-file') !== undefined ? 'PUT' : isSent ? 'POST' : 'GET'
  return { method: oneLine(last('request') || implied), target: oneLine(target), fields, notes }
}

/** The fields that an option stands for; what cannot be known here becomes a note. */
function fieldsOf({ name, value }: Word, notes: string[]): Field[] {
  switch (name) {
    case 'header':
      return header(value, notes)
    case 'time-cond':
      return since(value, notes)
    case 'range':
      return [field('Range', `bytes=${value}`)]
    case 'continue-at':
      if (/^\d+$/.test(value)) return [field('Range', `bytes=${value}-`)]
      notes.push('-C asks a file for its length, and there is no file here: write Range yourself.')
      return []
    case 'user-agent':
      return [field('User-Agent', value)]
    case 'referer':
      return [field('Referer', value)]
    case 'etag-compare':
      notes.push('--etag-compare reads the tag from a file, and there is no file here: write If-None-Match yourself.')
      return []
    case 'config':
      notes.push('-K reads options from a file, and there is no file here.')
      return []
    default:
      return []
  }
}

/** The value of -H: a field, a field without content (`Name;`), or one that curl is not to send (`Name:`). */
function header(line: string, notes: string[]): Field[] {
  const colon = line.indexOf(':')
  if (line.startsWith('@')) notes.push('-H @ reads fields from a file, and there is no file here.')
  else if (colon > 0)
    return line.slice(colon + 1).trim() === '' ? [] : [field(line.slice(0, colon), line.slice(colon + 1))]
  else if (/^[^:;]+;\s*$/.test(line)) return [field(line.slice(0, line.indexOf(';')), '')]
  else notes.push(`-H “${oneLine(line)}” is no field, so curl would not send it.`)
  return []
}

/** The value of -z: a date for If-Modified-Since, or behind a minus for If-Unmodified-Since. */
function since(value: string, notes: string[]): Field[] {
  const text = value.replace(/^[-+=]/, '').trim()
  const date = parseHttpDate(text) ?? isoDate(text)
  if (date !== null)
    return [field(value.startsWith('-') ? 'If-Unmodified-Since' : 'If-Modified-Since', formatHttpDate(new Date(date)))]
  notes.push(`-z “${oneLine(value)}” is a file, or a date that only curl reads: write the field yourself.`)
  return []
}

/** A date such as 2026-11-14, 20261114 or 2026-11-14 10:00:00, which curl takes as GMT. */
function isoDate(text: string): number | null {
  const parts = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?: ?(?:GMT|UTC|Z))?)?$/.exec(text)
  if (parts === null) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = parts
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // February 30 is no date, but some would read it as one in March.
  return Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day) ? null : date.getTime()
}

/** The media type that curl gives to the content which an option sends. */
function contentType(name: string): string | null {
  if (name === 'json') return 'application/json'
  if (name === 'form' || name === 'form-string') return 'multipart/form-data'
  return /^data(?:-|$)/.test(name) ? 'application/x-www-form-urlencoded' : null
}

/** What of a URL is sent in the request line; what is no URL is kept as it is. */
function targetOf(url: string): string {
  const whole = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`)
  return whole === null ? url : whole.pathname + whole.search
}

function field(name: string, value: string): Field {
  return { name: oneLine(name).trim(), value: oneLine(value).trim() }
}
