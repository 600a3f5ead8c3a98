/**
 * Counts what a reader of text does, in characters looked at, instead of timing it.
 *
 * Strings cannot count, so for the time of one call the methods through which a program looks into a string or walks over
 * an array are replaced by ones that count what they scan, and put back. `===`, `<`, `+` and `text[n]` go unseen: a test
 * must show that what it measures is seen at all.
 */
export interface Steps {
  /** Characters scanned or copied, and elements of arrays walked over. */
  count: number
  /** The longest text that a regular expression was given: nobody can count its steps. */
  longestMatched: number
}

type Method = (this: unknown, ...values: unknown[]) => unknown
type Methods = Record<string | symbol, Method>

const searches = ['indexOf', 'lastIndexOf', 'includes', 'search']
const comparisons = ['startsWith', 'endsWith']
const copies = ['slice', 'substring', 'substr', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'split']
const more = [
  'replace',
  'replaceAll',
  'match',
  'matchAll',
  'concat',
  'normalize',
  'localeCompare',
  'at',
  'charAt',
  'codePointAt',
]
const walks = [
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'filter',
  'map',
  'flatMap',
  'forEach',
  'reduce',
  'includes',
]
const moves = [
  'indexOf',
  'splice',
  'shift',
  'unshift',
  'concat',
  'slice',
  'sort',
  'reverse',
  'join',
  'entries',
  'values',
]

export function countSteps(run: () => unknown): Steps {
  const steps: Steps = { count: 0, longestMatched: 0 }
  const restore: (() => void)[] = []
  const replace = (target: object, name: string | symbol, by: (original: Method) => Method) => {
    const old = Object.getOwnPropertyDescriptor(target, name)
    const original = (target as Methods)[name]
    if (old === undefined || original === undefined) return
    restore.push(() => Object.defineProperty(target, name, old))
    Object.defineProperty(target, name, { ...old, value: by(original) })
  }
  const cost = (
    target: object,
    names: readonly (string | symbol)[],
    of: (on: never, values: never, made: never) => number,
  ) => {
    for (const name of names) {
      replace(target, name, (original) => {
        return function (this: unknown, ...values: unknown[]) {
          const made: unknown = Reflect.apply(original, this, values)
          steps.count += of(this as never, values as never, made as never)
          return made
        }
      })
    }
  }

  // The one that is called for every character has no room for more.
  replace(String.prototype, 'charCodeAt', (original) => {
    const charCodeAt = original as (this: unknown, at: unknown) => unknown
    return function (this: unknown, at: unknown) {
      steps.count++
      return charCodeAt.call(this, at)
    }
  })
  cost(String.prototype, searches, (on: string, [piece, from]: [unknown, number?], made: number | boolean) =>
    typeof made === 'number' && made >= 0 ? made - (from ?? 0) + String(piece).length : on.length - (from ?? 0),
  )
  cost(String.prototype, comparisons, (_: unknown, [piece]: [unknown]) => String(piece).length)
  cost(String.prototype, copies, (on: string, _: unknown, made: unknown) =>
    typeof made === 'string' ? made.length : on.length,
  )
  cost(String.prototype, [...more, Symbol.iterator], (on: string) => on.length)
  cost(Array.prototype, [...walks, ...moves], (on: ArrayLike<unknown>) => on.length)
  cost(globalThis, ['parseInt', 'parseFloat'], (_: unknown, [text]: [unknown]) => String(text).length)
  for (const name of ['exec', 'test', Symbol.split, Symbol.replace, Symbol.match, Symbol.matchAll, Symbol.search]) {
    replace(RegExp.prototype, name, (original) => {
      return function (this: unknown, ...values: unknown[]) {
        steps.longestMatched = Math.max(steps.longestMatched, String(values[0]).length)
        return Reflect.apply(original, this, values)
      }
    })
  }
  // Reading n digits exactly takes n * n steps; approximately, n.
  for (const [name, power] of [['BigInt', 2] as const, ['Number', 1] as const]) {
    replace(globalThis, name, (original) => {
      const apply = (target: Method, on: unknown, values: unknown[]): unknown => {
        if (typeof values[0] === 'string') steps.count += values[0].length ** power
        return Reflect.apply(target, on, values)
      }
      return new Proxy(original, { apply })
    })
  }

  try {
    run()
  } finally {
    for (const back of restore.reverse()) back()
  }
  return steps
}
