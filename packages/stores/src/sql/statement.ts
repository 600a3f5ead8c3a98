/** SQL with the values apart from the text: one text more than values. Whatever else a caller hands over is a value. */
export class Statement {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts
    this.values = values
  }
}

/** SQL by a template: a statement in it is put in as it is, anything else becomes a parameter. */
export function sql(texts: TemplateStringsArray, ...parts: readonly unknown[]): Statement {
  return parts.reduce<Statement>((before, part, index) => {
    const after = part instanceof Statement ? part : new Statement(['', ''], [part])
    return concat(concat(before, after), raw(texts[index + 1]!))
  }, raw(texts[0]!))
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
  return statements.reduce((before, statement) => concat(concat(before, raw(', ')), statement))
}

/** The text, with a mark in the place of each value, counted from 1. */
export function textOf({ texts }: Statement, mark: (n: number) => string): string {
  return texts.reduce((before, text, index) => before + mark(index) + text)
}

function quoted(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new TypeError(`Cannot name a table or column: ${JSON.stringify(name)} is no name`)
  return `"${name.replaceAll('"', '""')}"`
}

function concat(a: Statement, b: Statement): Statement {
  const [first = '', ...rest] = b.texts
  return new Statement([...a.texts.slice(0, -1), a.texts.at(-1)! + first, ...rest], [...a.values, ...b.values])
}
