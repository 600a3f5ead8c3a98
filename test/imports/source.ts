import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'

/** One module of a package, by its path from the top of the workspace. */
export interface Source {
  readonly path: string
  readonly text: string
}

const top = resolve(import.meta.dirname, '../..')

/** The modules that packages publish: all of their `src` but the tests. */
export function publishedSources(): Source[] {
  return globSync('packages/*/src/**/*.ts', { cwd: top })
    .filter((path) => !path.endsWith('.test.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(resolve(top, path), 'utf8') }))
}

/** What a module imports, statically, dynamically or as a type. Examples in comments are none of it. */
export function importsOf({ path, text }: Source): string[] {
  const imports: string[] = []
  visit({ path, text }, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push(specifier.text)
  })
  return imports
}

/** Uses of what only one Fetch implementation, or only some runtimes, would read alike. */
export function platformTraps(source: Source): string[] {
  const traps: string[] = []
  visit(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && /\bDate\.parse$/.test(node.getText())) traps.push('Date.parse')
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) {
      const [, name] = /^(?:globalThis\.)?(Request|Response|Headers)$/.exec(node.right.getText()) ?? []
      if (name) traps.push(`instanceof ${name}`)
    }
  })
  return traps
}

function visit({ path, text }: Source, look: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    look(node)
    ts.forEachChild(node, walk)
  }
  walk(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
}
