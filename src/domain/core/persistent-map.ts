// Immutable maps: a change gives another map and leaves the first one as it was.

/**
 * Changes the maps of a state. One that is shared copies a map at every change. One that belongs to a batch copies each
 * map once and then changes its own copy in place, which nobody can see as long as nobody keeps a state from within
 * the batch. A copy at every change would cost a fold the square of the number of its entries.
 */
export class MapEditor {
  /** The maps that this batch has made. It is absent in a shared editor. */
  private readonly owned: WeakSet<ReadonlyMap<unknown, unknown>> | undefined

  private constructor(owned: WeakSet<ReadonlyMap<unknown, unknown>> | undefined) {
    this.owned = owned
  }

  static readonly shared = new MapEditor(undefined)

  /** An editor for one batch, of which only the last state is kept. */
  static forBatch(): MapEditor {
    return new MapEditor(new WeakSet())
  }

  /** The map with one more value, or with another one for the key. */
  withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
    return this.ownCopy(map).set(key, value)
  }

  withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
    const rest = this.ownCopy(map)
    rest.delete(key)
    return rest
  }

  /** The map with the value of the key changed. A key that is not there changes nothing. */
  updateEntry<K, V>(map: ReadonlyMap<K, V>, key: K, change: (value: V) => V): ReadonlyMap<K, V> {
    const value = map.get(key)
    return value === undefined ? map : this.withEntry(map, key, change(value))
  }

  private ownCopy<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
    if (this.owned?.has(map)) return map as Map<K, V>
    // new Map(map) takes each pair through an iterator, and twice the time.
    const copy = new Map<K, V>()
    for (const [key, value] of map) copy.set(key, value)
    this.owned?.add(copy)
    return copy
  }
}
