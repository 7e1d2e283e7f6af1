// Small helpers for immutable maps.

/** A copy with one more, or another, value. */
export function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value)
}

export function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

/** A copy in which the value of `key`, if there is one, is changed. */
export function change<K, V>(map: ReadonlyMap<K, V>, key: K, changed: (value: V) => V): ReadonlyMap<K, V> {
  const value = map.get(key)
  return value === undefined ? map : put(map, key, changed(value))
}
