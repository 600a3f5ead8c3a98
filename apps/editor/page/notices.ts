import { button, make, part } from './parts.ts'
import { isEdited, isUnsaved, type State } from './document/state.ts'

/** What the buttons of notices do. */
export interface Actions {
  /** Opens both versions, to choose from. */
  compare(): void
  /** Takes what somebody else saved into the text, where both fit together. */
  merge(): void
  makeAgain(): void
  letGo(): void
  openAsItIs(): void
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
    const text = isUnsaved(state)
      ? `What somebody else saved here is no text (${refusal}), so yours cannot be saved over it here. It is kept in this browser: copy it from here.`
      : `This document cannot be edited here: ${refusal}.`
    const letGo = ['Let it go', actions.letGo] as const
    add('no text', 'warning', text, ['Open what is there', actions.openAsItIs], ...(isUnsaved(state) ? [letGo] : []))
    return notices
  }
  if (newer === 'deleted') {
    const text = 'Somebody else deleted this document. Your text is kept here, and can be made again.'
    add('deleted', 'warning', text, ['Make it again', actions.makeAgain], ['Let it go', actions.letGo])
  } else if (newer !== null && !conflict) {
    const text = `Someone else saved a newer version, ${newer.etag ?? 'without a tag'}. Yours is made from ${base === null ? 'nothing' : (base.etag ?? 'an older one')}, and would be refused.`
    add(`newer ${newer.etag}`, 'warning', text, ['Merge it in', actions.merge], ['Compare', actions.compare])
  }
  if (waits && away !== null) {
    const condition = base === null ? 'nothing is there by then' : `it is still ${base.etag ?? 'the same'} then`
    const [what, when] =
      away === 'busy'
        ? ['The server has no time', 'when it has']
        : ['The network or the server is away', 'when it is back']
    add(`waits ${away}`, 'warning', `${what}. Your text is kept here and sent ${when}, if ${condition}.`)
  } else if (away !== null) {
    const kept = isEdited(state) ? ' What you type is kept in this browser.' : ''
    const what = away === 'refusing' ? 'The server answers with an error.' : 'The server does not answer.'
    add(`away ${away}`, 'quiet', `${what}${kept} It is asked again.`)
  }
  if (unkept) {
    add('unkept', 'warning', 'This browser has no room to keep what you type: save it before you leave this page.')
  }
  if (aside.length > 0) {
    const text =
      aside.length === 1
        ? 'Your text was put aside, and is kept in this browser.'
        : `${aside.length} texts of yours were put aside, and are kept in this browser.`
    const [back, forget] =
      aside.length === 1 ? ['Bring it back', 'Forget it'] : ['Bring the last back', 'Forget the last']
    add(`aside ${aside.length}`, 'quiet', text, [back, actions.bringBack], [forget, actions.forgetAside])
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
