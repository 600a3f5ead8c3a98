// A server that is handed a promise waits for it, and @hono/node-server also listens for the end of its connection: that is
// 5 to 15 % of what serving 1 KB costs on Node (`plain handler, async` of `BENCH_ROWS='first visit' npm run bench -- node load`).

/** Goes on with a value: at once where it is there, and later where it is promised. */
export function whenThere<T, U>(given: T | PromiseLike<T>, goOn: (value: T) => U | PromiseLike<U>): U | Promise<U> {
  return isPromise(given) ? Promise.resolve(given).then(goOn) : (goOn(given) as U | Promise<U>)
}

// Asked by what it can do: a promise of another realm is one too.
function isPromise<T>(given: T | PromiseLike<T>): given is PromiseLike<T> {
  return typeof (given as PromiseLike<T> | null | undefined)?.then === 'function'
}
