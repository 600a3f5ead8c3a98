import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit-html'
import { classMap } from 'lit-html/directives/class-map.js'
import type { Box } from '../flow.ts'

const WIDTH = 340
const LEFT = 36
const BOX = { width: 186, height: 46 }
const PITCH = 72
const EXIT = { x: 258, width: 80, height: 30 }
const MIDDLE = LEFT + BOX.width / 2

const signs: Readonly<Record<Box['outcome'], string>> = {
  holds: '✓ holds',
  fails: '✗ fails',
  ignored: '– ignored',
  passed: '✓ yes',
  skipped: 'skipped',
  unreached: 'not reached',
}

const PERFORM = 'Perform the method'

/**
 * Draws the boxes one below the other, with the way that was taken lit: to the right where the request ends, on the left
 * where a condition that holds leaps over the next. What it shows is said in the list beside it, too.
 */
export function diagram(boxes: readonly Box[], start: string, end: string | null): TemplateResult {
  const last = boxes.length + 1
  const height = top(last) + BOX.height + 4
  const path = boxes
    .filter(({ outcome }) => outcome !== 'unreached' && outcome !== 'skipped')
    .map((box) => `${box.title} ${signOf(box).replace(/^\W+/, '')}${box.exit === null ? '' : `, ${box.exit}`}`)
  const label = `The path through Section 13.2.2: ${[start, ...path, ...(end === null ? [] : [end])].join('; ')}.`
  return html`<figure>
    <svg class="diagram" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${label}>
      <defs>${arrow('arrow')} ${arrow('arrow-lit')}</defs>
      ${pill(0, start, true)} ${boxes.map((box, index) => edges(box, index + 1, boxes, end !== null))}
      ${boxes.map((box, index) => question(box, index + 1))} ${pill(last, end ?? PERFORM, end !== null)}
    </svg>
    <figcaption class="hint">
      To the right, the request ends. On the left, a condition that holds leaps over a question that it makes needless.
    </figcaption>
  </figure>`
}

function top(row: number): number {
  return 2 + row * PITCH
}

function pill(row: number, text: string, isLit: boolean): SVGTemplateResult {
  return svg`<g class=${classMap({ end: true, lit: isLit })}>
    <rect x=${LEFT} y=${top(row)} width=${BOX.width} height=${BOX.height} rx=${BOX.height / 2} />
    <text x=${MIDDLE} y=${top(row) + 28} class="middle strong">${short(text, 23)}</text>
  </g>`
}

function question(box: Box, row: number): SVGTemplateResult {
  const y = top(row)
  const isAsked = box.outcome !== 'unreached' && box.outcome !== 'skipped'
  const isAnswered = box.outcome === 'holds' || box.outcome === 'fails'
  return svg`<g class=${classMap({ question: true, lit: isAsked, answered: isAnswered, failed: box.exit !== null })}>
    <rect x=${LEFT} y=${y} width=${BOX.width} height=${BOX.height} rx="6" />
    <text x=${LEFT + 12} y=${y + 20} class="strong">${box.number === '' ? nothing : `${box.number}  `}${box.title}</text>
    <text x=${LEFT + 12} y=${y + 37} class="small">${signOf(box)}</text>
  </g>
  <g class=${classMap({ exit: true, lit: box.exit !== null })}>
    <rect x=${EXIT.x} y=${y + 8} width=${EXIT.width} height=${EXIT.height} rx="15" />
    <text x=${EXIT.x + EXIT.width / 2} y=${y + 28} class="middle ${box.exit === null ? 'small' : 'strong'}">${box.exit ?? box.exits}</text>
  </g>`
}

/** What came of a question, after a sign, so that it is not told by colour alone. */
function signOf({ id, outcome }: Box): string {
  if (id === 'applies' && outcome === 'ignored') return '✗ no'
  if (id === 'readable' && outcome === 'fails') return '✗ no'
  if (id === 'required' && outcome === 'fails') return '✗ yes'
  if (id === 'required' && (outcome === 'holds' || outcome === 'passed')) return '✓ no'
  return signs[outcome]
}

/** The lines that lead away from a box, and the one from the start to the first. */
function edges(box: Box, row: number, boxes: readonly Box[], isEndReached: boolean): SVGTemplateResult {
  const y = top(row)
  const isAsked = box.outcome !== 'unreached' && box.outcome !== 'skipped'
  const target =
    box.leap === null ? -1 : box.leap === 'end' ? boxes.length + 1 : boxes.findIndex(({ id }) => id === box.leap) + 1
  const next = boxes[row]
  const isDown = isAsked && box.exit === null && !box.leapt && (next === undefined ? isEndReached : true)
  return svg`
    ${row === 1 ? line(`M${MIDDLE} ${top(0) + BOX.height}V${y}`, true) : nothing}
    ${line(`M${MIDDLE} ${y + BOX.height}V${y + PITCH}`, isDown)}
    ${line(`M${LEFT + BOX.width} ${y + 23}H${EXIT.x}`, box.exit !== null)}
    ${target > row + 1 ? leap(row, target, box.leapt) : nothing}`
}

/** A line on the left, over the boxes between. The longest one is the outermost. */
function leap(from: number, to: number, isLit: boolean): SVGTemplateResult {
  const x = to - from > 2 ? 6 : 20
  return line(`M${LEFT} ${top(from) + 23}H${x}V${top(to) + 23 - (to - from > 2 ? 0 : 8)}H${LEFT}`, isLit)
}

function line(path: string, isLit: boolean): SVGTemplateResult {
  const head = `url(#${isLit ? 'arrow-lit' : 'arrow'})`
  return svg`<path class=${classMap({ edge: true, lit: isLit })} d=${path} marker-end=${head} />`
}

function arrow(id: string): SVGTemplateResult {
  return svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
    <path d="M0 0L8 4L0 8z" />
  </marker>`
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
