import { part } from './parts.ts'

/** Asks before something is done that cannot be undone. Whether the answer was yes. */
export function askFirst(title: string, about: string, yes: string): Promise<boolean> {
  const dialog = part('question', HTMLDialogElement)
  part('question-title', HTMLElement).textContent = title
  part('question-about', HTMLElement).textContent = about
  part('question-yes', HTMLButtonElement).textContent = yes
  dialog.returnValue = ''
  dialog.showModal()
  part('question-no', HTMLButtonElement).focus()
  return new Promise((resolve) => {
    part('question-yes', HTMLButtonElement).onclick = () => dialog.close('yes')
    part('question-no', HTMLButtonElement).onclick = () => dialog.close()
    dialog.onclose = () => resolve(dialog.returnValue === 'yes')
  })
}
