import { type Case, expect } from '../case.ts'
import { change, create, isDone, put, shows } from '../writes.ts'
import { falsehoods, refused } from './falsehoods.ts'
import { scenario } from './scenario.ts'

const all: readonly Case[] = [
  ...falsehoods.map(([name, section, fields]) =>
    scenario(`DELETE with a false condition removes nothing: ${name}`, section, ['create'], async (bench) => {
      const { url } = await create(bench)
      await refused(bench, url, (filled) => bench.ask({ method: 'DELETE', fields: filled, url }), fields)
    }),
  ),
  scenario('DELETE with the current tag removes', '13.1.1', ['create', 'strong'], async (bench) => {
    const { url } = await create(bench)
    const state = await bench.strongState(url)
    const answer = await bench.ask({ method: 'DELETE', fields: [['If-Match', state.etag!]], url })
    bench.decide()
    expect(isDone(answer), `Answered ${answer.status} where 2xx is due`)
    expect((await bench.target.read(url)) === null, `Answered ${answer.status}, and GET is still answered 200`)
  }),
  scenario(
    'DELETE where nothing is: If-Match is answered as without it, or 412',
    '13.2.1',
    ['create'],
    async (bench) => {
      const url = bench.target.missingUrl
      const plain = await bench.ask({ method: 'DELETE', fields: [], url })
      const due = isDone(plain) || plain.status === 428 ? 412 : plain.status
      const answer = await bench.ask({ method: 'DELETE', fields: [['If-Match', '"ifmatch-conformance"']], url })
      bench.decide()
      bench.because.push(`13.2.1: without the condition DELETE is answered ${plain.status}`)
      const fits = answer.status === due || (plain.status === 428 && answer.status === 404)
      expect(fits, `Answered ${answer.status} where ${due} is due`)
    },
  ),
  scenario('A tag of what was removed creates nothing', '13.1.1', ['create', 'strong'], async (bench) => {
    const { url, state } = await create(bench)
    await bench.writing.clear()
    const answer = await put(bench, state, state.content, [['If-Match', state.etag!]], url)
    bench.decide()
    expect((await bench.target.read(url)) === null, `Answered ${answer.status}, and the resource is there again`)
    expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
  }),
  scenario('What is made again with other content has another tag', '8.8.1', ['create', 'strong'], async (bench) => {
    const { state } = await create(bench)
    await bench.writing.clear()
    const { state: again } = await create(bench)
    expect(state.etag !== again.etag, `Both contents have ETag: ${again.etag}`)
  }),
  scenario('If-None-Match: * creates once', '13.1.2', ['create'], async (bench) => {
    const { state, url } = await create(bench)
    const { contents } = await bench.writing.way()
    const answer = await put(bench, state, contents.make(bench.writing.next()), [['If-None-Match', '*']], url)
    bench.decide()
    expect(
      shows(await bench.target.read(url), state.content),
      `Answered ${answer.status}, and what was created is replaced`,
    )
    expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
  }),
  scenario(
    'PUT that creates is answered 201',
    '9.3.4',
    ['create'],
    async (bench) => {
      const { answer } = await create(bench)
      expect(answer.status === 201, `Answered ${answer.status} where 201 is due`)
    },
    'MUST',
  ),
  scenario('PUT that replaces is not answered 201', '9.3.4', ['put'], async (bench) => {
    const { answer } = await change(bench)
    expect(answer.status !== 201, 'Answered 201 where nothing was created: 200 or 204 is due')
  }),
]

/** DELETE, creation, and what was there before. */
export function removing(): Case[] {
  return [...all]
}
