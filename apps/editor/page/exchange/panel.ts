import { make } from '../parts.ts'
import type { Exchange } from './exchange.ts'
import { wordsOf } from './words.ts'

/** The exchanges that are shown at most. */
const most = 100

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  404: 'Not Found',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  428: 'Precondition Required',
  503: 'Service Unavailable',
}

/** Shows exchanges in a list, the newest first; one that repeats the one before is counted and not shown again. */
export function exchangePanel(list: HTMLElement): (exchange: Exchange) => void {
  let last = ''
  let times = 1
  return (exchange) => {
    const { milliseconds: _, ...same } = exchange
    const text = JSON.stringify(same)
    times = text === last ? times + 1 : 1
    last = text
    const item = itemOf(exchange, times)
    if (times > 1) list.firstElementChild?.replaceWith(item)
    else list.prepend(item)
    while (list.childElementCount > most) list.lastElementChild!.remove()
  }
}

const outcomes = { holds: 'is true', fails: 'is false', ignored: 'is ignored' } as const

function itemOf(exchange: Exchange, times: number): HTMLLIElement {
  const { method, path, status, conditions, key, etag, received, milliseconds } = exchange
  const fields = key === null ? conditions : [...conditions, ['Idempotency-Key', key] as const]
  const { says, step } = wordsOf(exchange)
  const answer = status === null ? 'no answer' : `${status} ${phrases[status] ?? ''}`
  const size = received === null ? [] : [received === 1 ? '1 byte' : `${received.toLocaleString('en')} bytes`]
  const facts = [`${milliseconds} ms`, ...size, ...(times > 1 ? [`${times} times`] : [])]
  const item = make(
    'li',
    { className: kindOf(status) },
    make('p', { className: 'request' }, make('b', {}, method), ` ${path}`),
    ...fields.map(([name, value]) => make('p', { className: 'field' }, make('code', {}, `${name}: ${value}`))),
    make(
      'p',
      { className: 'answer' },
      make('b', {}, answer.trim()),
      ...(etag === null ? [] : [' ', make('code', {}, `ETag: ${etag}`)]),
    ),
    make('p', {}, says),
  )
  if (step !== null) {
    const place = step.number === null ? 'RFC 6585, Section 3' : `Step ${step.number} of 13.2.2`
    const field = step.number === null ? '' : `, ${step.field} (${step.section})`
    const words = `${place}${field} ${outcomes[step.outcome]}: ${step.because}.`
    item.append(
      make('p', { className: 'step' }, step.section === '13.2.1' ? `Section 13.2.1: ${step.because}.` : words),
    )
  }
  item.append(make('p', { className: 'facts' }, facts.join(' · ')))
  return item
}

function kindOf(status: number | null): string {
  if (status === null || status >= 500) return 'lost'
  if (status === 304) return 'same'
  return status >= 400 ? 'stopped' : 'done'
}
