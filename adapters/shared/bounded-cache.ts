// A cache in memory that cannot grow for ever.

/** Sets the entry. A cache that already holds `maxEntries` is emptied first: what is needed again is fetched again. */
export function setBounded<Key, Value>(
  cache: Map<Key, Value>,
  key: Key,
  value: Value,
  maxEntries: number,
): void {
  if (cache.size >= maxEntries) cache.clear()
  cache.set(key, value)
}
