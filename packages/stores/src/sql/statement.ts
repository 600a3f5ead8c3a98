// Plain loops, since making a statement took half as long as running it where each part was taken to pieces by destructuring
// and spread.

/** SQL with the values apart from the text: one text more than values. Whatever else a caller hands over is a value. */
export class Statement {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
  /** The whole text, once it was asked for. */
  readonly whole: Whole

  constructor(texts: readonly string[], values: readonly unknown[], whole: Whole = { text: null }) {
    this.texts = texts
    this.values = values
    this.whole = whole
  }
}

interface Whole {
  text: string | null
}

/**
 * A statement that is made once, and filled in each time that it is run: each of its values is a function of what is given
 * then. Making the statement of a small update takes 10 us, filling it in takes 1.
 */
export class Template<Given> {
  readonly #made: Statement

  constructor(made: Statement) {
    this.#made = made
  }

  fill(given: Given): Statement {
    const { texts, values, whole } = this.#made
    return new Statement(
      texts,
      values.map((value) => (value as (given: Given) => unknown)(given)),
      whole,
    )
  }
}

/** SQL by a template literal: a statement in it is put in as it is, anything else becomes a parameter. */
export function sql(first: TemplateStringsArray, ...parts: readonly unknown[]): Statement {
  const texts = [first[0]!]
  const values: unknown[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]
    if (part instanceof Statement) append(texts, values, part)
    else {
      values.push(part)
      texts.push('')
    }
    texts[texts.length - 1] += first[index + 1]!
  }
  return new Statement(texts, values)
}

/** Text that is SQL already. */
export function raw(text: string): Statement {
  return new Statement([text], [])
}

/** The name of a column, quoted. */
export function column(name: string): Statement {
  return raw(quoted(name))
}

/** The name of a table or a sequence, quoted: `notes`, or with its schema `public.notes`. */
export function relation(name: string): Statement {
  return raw(name.split('.').map(quoted).join('.'))
}

/** Statements one after the other, with a comma between them. */
export function list(statements: readonly Statement[]): Statement {
  const texts = ['']
  const values: unknown[] = []
  for (const [index, statement] of statements.entries()) {
    if (index > 0) texts[texts.length - 1] += ', '
    append(texts, values, statement)
  }
  return new Statement(texts, values)
}

/** The text, with a mark in the place of each value, counted from 1. Whoever asks again has the same marks. */
export function textOf({ texts, whole }: Statement, mark: (n: number) => string): string {
  if (whole.text !== null) return whole.text
  let text = texts[0]!
  for (let n = 1; n < texts.length; n++) text += mark(n) + texts[n]!
  return (whole.text = text)
}

function quoted(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new TypeError(`Cannot name a table or column: ${JSON.stringify(name)} is no name`)
  return name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`
}

/** Goes on from the last of `texts` with a statement. */
function append(texts: string[], values: unknown[], statement: Statement): void {
  texts[texts.length - 1] += statement.texts[0]!
  for (let at = 1; at < statement.texts.length; at++) texts.push(statement.texts[at]!)
  for (const value of statement.values) values.push(value)
}
