// JSON records in the key-value store. Updates of one record are made one after the other.

import type { KeyValueStore } from '../../../src/chat/adapter-descriptor.ts'

export interface Records {
  load<T>(key: string): Promise<T | undefined>
  /** Saves only if something has changed. A `change` that returns `undefined` leaves the record as it is. */
  update<T>(key: string, change: (stored: T | undefined) => T | undefined): Promise<void>
  delete(key: string): Promise<void>
}

export function createRecords(store: KeyValueStore): Records {
  const pending = new Map<string, Promise<void>>()

  async function load<T>(key: string): Promise<T | undefined> {
    const text = await store.load(key)
    if (text === undefined) return undefined
    return JSON.parse(text)
  }

  async function applyChange<T>(
    key: string,
    change: (stored: T | undefined) => T | undefined,
  ): Promise<void> {
    const text = await store.load(key)
    const changed = JSON.stringify(change(text === undefined ? undefined : JSON.parse(text)))
    if (changed !== undefined && changed !== text) await store.save(key, changed)
  }

  return {
    load,
    update(key, change) {
      const run = () => applyChange(key, change)
      const update = (pending.get(key) ?? Promise.resolve()).then(run, run).finally(() => {
        if (pending.get(key) === update) pending.delete(key)
      })
      pending.set(key, update)
      return update
    },
    delete: (key) => store.forget(key),
  }
}
