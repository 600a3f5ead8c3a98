// Runs the conformance kit against other people's servers and ours: npm run peers. `--help` says what else it takes.
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { top } from '../../scripts/programs.ts'
import { ask } from './ask.ts'
import { install } from './installed.ts'
import { peers } from './peers.ts'
import { markdown, table } from './report/markdown.ts'
import type { Outcome } from './report/outcome.ts'

const help = `npm run peers -- [--only TEXT] [--install] [--markdown] [--json FILE]

  --only TEXT   the servers with this text in their name
  --install     installs those that come from Debian, by apt-get
  --markdown    writes the result into docs/conformance.md
  --json FILE   writes every case of every server
  --from FILE   asks nobody: takes what --json wrote`

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    install: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    json: { type: 'string' },
    from: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const document = resolve(top, 'docs/conformance.md')
const marks = ['<!-- npm run peers: -->', '<!-- :npm run peers -->'] as const

async function intoDocument(text: string): Promise<void> {
  const before = await readFile(document, 'utf8')
  const [start, end] = marks.map((mark) => before.indexOf(mark)) as [number, number]
  if (start < 0 || end < start) throw new Error(`Cannot write into ${document}: it lacks ${marks.join(' and ')}`)
  const after = `${before.slice(0, start + marks[0].length)}\n\n${text}\n\n${before.slice(end)}`
  await writeFile(document, await format(after, { ...(await resolveConfig(document)), parser: 'markdown' }))
}

/** What one run found, with when and where. */
interface Found {
  readonly when: string
  readonly outcomes: readonly Outcome[]
}

async function askAll(): Promise<Found> {
  const meant = peers.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()))
  if (meant.length === 0) throw new Error(`Cannot ask anyone: no server is called ${JSON.stringify(values.only)}`)
  if (values.install) await install()
  const outcomes: Outcome[] = []
  for (const peer of meant) {
    const isTerminal = process.stderr.isTTY
    const tell = (done: number, all: number): void =>
      void (isTerminal && process.stderr.write(`\r${peer.name}: ${done} of ${all} `))
    outcomes.push(await ask(peer, tell))
    process.stderr.write(isTerminal ? '\r\x1b[K' : `${peer.name}\n`)
  }
  const day = new Date().toISOString().slice(0, 10)
  const machine = `Node ${process.versions.node}, ${process.platform}, ${cpus().length} cores`
  return { when: `${day}, ${machine}`, outcomes }
}

async function run(): Promise<void> {
  const found = values.from ? (JSON.parse(await readFile(values.from, 'utf8')) as Found) : await askAll()
  if (values.json) await writeFile(values.json, JSON.stringify(found, null, 1))
  console.log(table(found.outcomes))
  if (values.markdown) await intoDocument(markdown(found.outcomes, found.when))
}

try {
  if (values.help) console.log(help)
  else await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
