import type { Bench } from '../bench.ts'
import { type Case } from '../case.ts'
import { type Answer, field, type Field } from '../message.ts'
import { isDone } from '../writes.ts'
import { falsehoods, refused } from './falsehoods.ts'
import { scenario } from './scenario.ts'

/** POST: what it does is the application's matter, so only conditions are sent that stop it. */
const all: readonly Case[] = falsehoods.map(([name, section, fields]) =>
  scenario(`POST with a false condition is answered 412: ${name}`, section, ['put'], async (bench) => {
    const { type } = await bench.state()
    const typed: Field[] = type === null ? [] : [['Content-Type', type]]
    const { contents } = await bench.writing.way()
    const content = contents.make(bench.writing.next())
    let answer: Answer | null = null
    try {
      await refused(
        bench,
        bench.target.url,
        async (filled) =>
          (answer = await bench.ask({
            method: 'POST',
            fields: [...typed, ...filled, ['Range', 'bytes=0-4']],
            content,
          })),
        fields,
      )
    } finally {
      await removeMade(bench, answer)
    }
  }),
)

/** Removes what a POST made that should have made nothing. */
async function removeMade(bench: Bench, answer: Answer | null): Promise<void> {
  const location = answer && isDone(answer) ? field(answer, 'location') : null
  if (location === null || !URL.canParse(location, bench.target.url)) return
  const url = new URL(location, bench.target.url)
  if (url.origin === bench.target.url.origin && url.href !== bench.target.url.href) await bench.writing.clear(url)
}

/** POST. */
export function posting(): Case[] {
  return [...all]
}
