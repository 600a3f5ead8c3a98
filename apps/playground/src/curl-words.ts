import { split } from 'shlex'
import { lettersWithValue, longNames, optionsWithValue } from './curl-options.ts'

/** One option of a curl command, by its long name, or an operand, whose name is empty. */
export interface Word {
  readonly name: string
  readonly value: string
}

/** Splits a curl command as a shell and curl would: quotes, line continuations, letters in one word, `-XPUT`. */
export function curlWords(text: string): Word[] | { wrong: string } {
  let words: string[]
  try {
    words = split(withoutCarets(text.replace(/\r\n?/g, '\n')))
  } catch {
    return { wrong: 'A quote is opened and not closed, so the shell would wait for the rest of the command.' }
  }
  if (words.some((word) => /^[“”‘’]/.test(word)))
    return { wrong: 'Quotes such as “ and ’ are letters to a shell: write " or \' in their place.' }
  return sortWords(words.slice(1 + words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/.test(word))))
}

/** A command for the prompt of Windows, as browsers copy it: there a caret goes on in the next line, or quotes a quote. */
function withoutCarets(text: string): string {
  const joined = text.replace(/ \^\n/g, ' ')
  return /^\S*curl(?:\.exe)?\s+\^"/.test(joined.trim()) ? joined.replace(/\^(.)/g, '$1') : joined
}

/** Tells options from their values and from operands, up to a pipe, another command or a comment. */
function sortWords(words: readonly string[]): Word[] | { wrong: string } {
  const found: Word[] = []
  let onlyOperands = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (/^(?:[|;&]+|\d?>{1,2}.*|<.*|#.*)$/.test(word)) break
    if (onlyOperands || !word.startsWith('-') || word === '-') {
      found.push({ name: '', value: word })
      continue
    }
    if (word === '--') {
      onlyOperands = true
      continue
    }
    if (/^--[a-z0-9-]+=/.test(word))
      return {
        wrong: `${word.slice(0, word.indexOf('=') + 1)}… is nothing that curl knows: it takes the value as the next word.`,
      }
    const { options, needsValue } = word.startsWith('--') ? longOption(word.slice(2)) : letters(word.slice(1))
    if (needsValue && ++at === words.length) return { wrong: `${word} needs a value behind it.` }
    found.push(...options)
    if (needsValue) found.push({ name: needsValue, value: words[at]! })
  }
  return found
}

interface Options {
  readonly options: Word[]
  /** The last option, if its value is the next word. */
  readonly needsValue: string | null
}

function longOption(name: string): Options {
  return optionsWithValue.has(name)
    ? { options: [], needsValue: name }
    : { options: [{ name, value: '' }], needsValue: null }
}

/** The options in one word, such as `sI` or `XPUT`. */
function letters(word: string): Options {
  const options: Word[] = []
  for (const [at, letter] of [...word].entries()) {
    const name = longNames[letter] ?? letter
    if (!lettersWithValue.includes(letter)) {
      options.push({ name, value: '' })
      continue
    }
    const value = [...word].slice(at + 1).join('')
    if (value === '') return { options, needsValue: name }
    return { options: [...options, { name, value }], needsValue: null }
  }
  return { options, needsValue: null }
}
