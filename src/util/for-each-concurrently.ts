// A loop that does the same to many things, several at a time.

/** Each of the `slots` takes the next item as soon as it is free. Rejects with the first error of `each`. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  slots: number,
  each: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const slot = async () => {
    for (const item of rest) await each(item)
  }
  await Promise.all(Array.from({ length: Math.min(slots, items.length) }, slot))
}
