/** A response as fetch() gives it: its headers refuse every change. */
export function immutable(answer: Response): Response {
  const refuse = (): never => {
    throw new TypeError('immutable')
  }
  const { headers } = answer
  for (const name of ['set', 'append', 'delete']) Object.defineProperty(headers, name, { value: refuse })
  Object.defineProperty(answer, 'headers', { value: headers })
  return answer
}
