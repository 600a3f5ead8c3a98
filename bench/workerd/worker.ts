import { verdictOf } from '../contenders/contender.ts'
import { portable } from '../contenders/portable.ts'
import { rows } from '../rows.ts'
import { sink } from '../harness/sink.ts'
import { visitsOf } from '../visits.ts'

// What runs inside workerd: a request names a row, a contender and how many calls, and is answered when they are made. Time
// stands still meanwhile, so whoever asks measures it from outside.

const last = sink.length - 1

export default {
  async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url)
    const row = rows.find(({ name }) => name === searchParams.get('row'))!
    const { run } = portable(row).find(({ name }) => name === searchParams.get('contender'))!
    const visits = visitsOf(row, (url, init) => new Request(url, init))
    const calls = Number(searchParams.get('calls'))
    for (let call = 0; call < calls; call++) sink[call & last] = run(visits[call & last]!)
    const verdicts = visits.map((visit) => verdictOf(run(visit) as Response | null))
    return Response.json(verdicts)
  },
}
