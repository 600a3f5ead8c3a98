import { type Decision, decide, evaluatePreconditions, type RequestLike } from '@ifmatch/core'
import type { Visit } from '../visits.ts'

type Its = Visit<RequestLike>

export const evaluatePlain = ({ request, document }: Its): Response | null =>
  evaluatePreconditions(request, document.plain)
export const evaluatePrepared = ({ request, document }: Its): Response | null =>
  evaluatePreconditions(request, document.prepared)
export const decidePlain = ({ request, document }: Its): Decision => decide(request, document.plain)
export const decidePrepared = ({ request, document }: Its): Decision => decide(request, document.prepared)
