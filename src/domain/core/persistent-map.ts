// Small helpers for immutable maps.

/** The maps that a fold in progress has made: nobody else has seen them, so it changes them in place. */
let own: WeakSet<ReadonlyMap<unknown, unknown>> | undefined

/**
 * Runs a fold whose states between the first and the last nobody looks at. Copying a map at each of many entries
 * would cost their square.
 */
export function batchUpdates<T>(fold: () => T): T {
  own = new WeakSet()
  try {
    return fold()
  } finally {
    own = undefined
  }
}

function ownedCopy<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  if (own?.has(map)) return map as Map<K, V>
  // new Map(map) takes each pair through an iterator, and twice the time.
  const copy = new Map<K, V>()
  for (const [key, value] of map) copy.set(key, value)
  own?.add(copy)
  return copy
}

/** The map with one more, or another, value. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return ownedCopy(map).set(key, value)
}

export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const rest = ownedCopy(map)
  rest.delete(key)
  return rest
}

/** The map with the value of `key`, if there is one, changed. */
export function updateEntry<K, V>(
  map: ReadonlyMap<K, V>,
  key: K,
  changed: (value: V) => V,
): ReadonlyMap<K, V> {
  const value = map.get(key)
  return value === undefined ? map : withEntry(map, key, changed(value))
}
