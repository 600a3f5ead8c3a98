import { type Draft, type Drafts, newName } from './drafts.ts'

const key = 'ifmatch tab'

/** What names a tab's drafts, as long as the tab is open: a reload keeps it, and of two tabs no two have the same. */
export async function holdTab(session: Pick<Storage, 'getItem' | 'setItem'>): Promise<string> {
  const before = session.getItem(key)
  // A tab that was duplicated has the name of the first, which still holds it.
  const tab = before !== null && (await hold(before)) ? before : newName()
  if (tab !== before) await hold(tab)
  session.setItem(key, tab)
  return tab
}

/** This tab's draft, or else one that a tab left behind that is closed now. */
export async function findDraft(drafts: Drafts): Promise<Draft | null> {
  const own = drafts.own()
  if (own !== null) return own
  for (const tab of drafts.others()) {
    if (await hold(tab)) return drafts.takeOver(tab)
  }
  return null
}

/** Holds a lock until this page is gone. Whether it could; where there are no locks, it could. */
function hold(tab: string): Promise<boolean> {
  // Only pages from this machine or by https have locks.
  const { locks } = navigator as { readonly locks?: LockManager }
  if (!locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    void locks.request(`${key} ${tab}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock && new Promise(() => {})
    })
  })
}
