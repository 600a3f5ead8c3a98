import type { Options } from '../responses/options.ts'

type Listener = (message: string) => void

const told = new WeakMap<Listener, Set<string>>()

/** Tells the developer of a mistake, each message once. Messages never hold what a client sent, so that they stay few. */
export function reportMistake({ onMistake = warn }: Options, message: string): void {
  const messages = told.get(onMistake) ?? new Set()
  told.set(onMistake, messages)
  if (messages.has(message)) return
  messages.add(message)
  onMistake(message)
}

function warn(message: string): void {
  console.warn(`ifmatch: ${message}`)
}
