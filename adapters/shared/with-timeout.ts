// Waiting for work, but not for ever.

/** Resolves to the result of the work, or to `undefined` when it takes longer. The work itself goes on. */
export type WithTimeout = <T>(milliseconds: number, work: Promise<T>) => Promise<T | undefined>
