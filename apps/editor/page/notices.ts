import { button, make, part } from './parts.ts'
import { isEdited, type State } from './document/session.ts'

/** What the buttons of notices do. */
export interface Actions {
  /** Opens both versions, to choose from. */
  compare(): void
  /** Takes what somebody else saved into the text, where both fit together. */
  merge(): void
  makeAgain(): void
  letGo(): void
  bringBack(): void
  forgetAside(): void
}

interface Notice {
  /** What makes it another notice: it is shown, and read out, once for each. */
  readonly key: string
  readonly kind: 'news' | 'warning' | 'quiet'
  readonly text: string
  readonly actions: readonly (readonly [label: string, run: () => void])[]
}

/** The notices that a state calls for. */
export function noticesOf(state: State, actions: Actions): Notice[] {
  const { base, newer, conflict, away, waits, unkept, aside, refusal, phase } = state
  const notices: Notice[] = []
  const add = (key: string, kind: Notice['kind'], text: string, ...its: Notice['actions']): void => {
    notices.push({ key, kind, text, actions: its })
  }
  if (phase === 'no text') {
    add('no text', 'warning', `This document cannot be edited here: ${refusal ?? 'it is no text'}.`)
    return notices
  }
  if (newer === 'deleted') {
    const text = 'Somebody else deleted this document. Your text is kept here, and can be made again.'
    add('deleted', 'warning', text, ['Make it again', actions.makeAgain], ['Let it go', actions.letGo])
  } else if (newer !== null && !conflict) {
    const text = `Someone else saved a newer version, ${newer.etag ?? 'without a tag'}. Yours is made from ${base?.etag ?? 'nothing'}, and would be refused.`
    add(`newer ${newer.etag}`, 'warning', text, ['Merge it in', actions.merge], ['Compare', actions.compare])
  }
  if (waits) {
    const condition = base === null ? 'nothing is there by then' : `it is still ${base.etag} then`
    add('waits', 'warning', `The network is away. Your text is kept here and sent when it is back, if ${condition}.`)
  } else if (away) {
    const kept = isEdited(state) ? ' What you type is kept in this browser.' : ''
    add('away', 'quiet', `The server does not answer.${kept} It is asked again.`)
  }
  if (unkept) {
    add('unkept', 'warning', 'This browser has no room to keep what you type: save it before you leave this page.')
  }
  if (aside !== null) {
    const text = 'Your text was put aside, and is kept in this browser.'
    add('aside', 'quiet', text, ['Bring it back', actions.bringBack], ['Forget it', actions.forgetAside])
  }
  if (refusal !== null) add(`refusal ${refusal}`, 'warning', refusal)
  return notices
}

/** Shows notices; one that is there already stays as it is, and so does the focus in it. */
export function showNotices(notices: readonly Notice[]): void {
  const region = part('notices', HTMLElement)
  const had = new Map([...region.children].map((element) => [(element as HTMLElement).dataset.key, element]))
  for (const [key, element] of had) if (!notices.some((notice) => notice.key === key)) element.remove()
  for (const notice of notices) if (!had.has(notice.key)) region.append(elementOf(notice))
}

function elementOf({ key, kind, text, actions }: Notice): HTMLElement {
  const element = make('div', { className: `notice ${kind}` }, make('p', {}, text))
  element.dataset.key = key
  if (actions.length > 0) element.append(make('div', {}, ...actions.map(([label, run]) => button(label, run))))
  return element
}
