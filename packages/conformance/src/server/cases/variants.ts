import type { Bench } from '../bench.ts'
import { type Case, expect, type Need } from '../case.ts'
import type { Answer, Field } from '../message.ts'
import { sameState, stateOf } from '../state.ts'
import { change, isDone, put } from '../writes.ts'
import { scenario } from './scenario.ts'

const needs: readonly Need[] = ['put', 'strong', 'variants']
const takesGzip: Field = ['Accept-Encoding', 'gzip']

/** The tag of the content as a client gets it that takes gzip. */
async function tagOfCoded(bench: Bench): Promise<string> {
  const { etag } = stateOf(await bench.ask({ method: 'GET', fields: [takesGzip] }))
  expect(etag !== null, 'The compressed content has no ETag any more')
  return etag
}

async function putWith(bench: Bench, fields: readonly Field[]): Promise<Answer> {
  const { contents } = await bench.writing.way()
  const answer = await put(bench, await bench.state(), contents.make(bench.writing.next()), fields)
  bench.decide()
  return answer
}

/** PUT that has to be refused, and to change nothing. */
async function refused(bench: Bench, fields: readonly Field[]): Promise<void> {
  const state = await bench.state()
  const answer = await putWith(bench, fields)
  expect(sameState(state, await bench.state()), `Answered ${answer.status}, and the target was changed all the same`)
  expect(answer.status === 412, `Answered ${answer.status} where 412 is due`)
}

const all: readonly Case[] = [
  scenario(
    'If-Match on PUT: the tag of the compressed content that the request asks for',
    '13.1.1',
    needs,
    async (bench) => {
      const answer = await putWith(bench, [takesGzip, ['If-Match', await tagOfCoded(bench)]])
      bench.because.push('13.1.1: the tag is that of the representation that a GET with the same fields selects')
      expect(isDone(answer), `Answered ${answer.status} where 2xx is due`)
    },
  ),
  scenario(
    'If-None-Match on PUT: the tag of the compressed content that the request asks for',
    '13.1.2',
    needs,
    async (bench) => {
      await refused(bench, [takesGzip, ['If-None-Match', await tagOfCoded(bench)]])
    },
  ),
  scenario(
    'If-Match on PUT: the tag that the compressed content had before a change',
    '13.1.1',
    needs,
    async (bench) => {
      const before = await tagOfCoded(bench)
      await change(bench)
      await refused(bench, [takesGzip, ['If-Match', before]])
    },
  ),
  scenario(
    'If-Match on PUT: the tag of the compressed content, where the request asks for the plain one',
    '13.1.1',
    needs,
    async (bench) => {
      const answer = await putWith(bench, [['If-Match', await tagOfCoded(bench)]])
      bench.recorded = `Answered ${answer.status}`
    },
    'open',
  ),
]

/** Writes where each coding has a tag of its own. */
export function variants(): Case[] {
  return [...all]
}
