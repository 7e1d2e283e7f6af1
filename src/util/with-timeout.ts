// Waiting for something, but not for ever.

/** Resolves to `undefined` when the work takes longer than so many milliseconds; the work itself goes on. */
export function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, undefined)
    const stop = () => clearTimeout(timer)
    work.then(resolve, reject)
    work.then(stop, stop)
  })
}
