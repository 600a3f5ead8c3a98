import { accessSync, constants } from 'node:fs'
import type { Browser } from 'playwright-core'

/** Where Chromium is: what `IFMATCH_CHROMIUM` names, or else where Debian and others put it; `null` where there is none. */
export function findChromium(): string | null {
  const named = process.env.IFMATCH_CHROMIUM
  if (named) return named
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return places.find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Starts Chromium, without a window. Whoever starts it closes it.
 *
 * @throws Error where there is none, in one sentence that says how to get one
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null)
    throw new Error('Cannot start Chromium: there is none; apt-get install chromium, or name one in IFMATCH_CHROMIUM')
  const { chromium } = await import('playwright-core')
  // Inside a container, as root, Chromium's own sandbox does not start.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}
