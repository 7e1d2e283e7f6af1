// Keeps the state, saves it after each change, and tells whoever looks that something changed.
import { emptyState, type State } from './state.ts'

export interface KeyValueStore {
  load(): Promise<string | undefined>
  save(text: string): Promise<void>
}

export interface StateStore {
  state(): State
  load(): Promise<void>
  /** Resolves once the change is saved; changes of one tick are saved together. */
  update(step: (state: State) => State): Promise<void>
}

export function createStateStore(storage: KeyValueStore, onChange: () => void): StateStore {
  let state = emptyState
  let last: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined

  function save(): Promise<void> {
    waiting ??= last
      .catch(() => undefined)
      .then(nextTick)
      .then(() => {
        waiting = undefined
        return storage.save(serialize(state))
      })
    last = waiting
    return waiting
  }

  return {
    state: () => state,
    async load() {
      const text = await storage.load()
      state = text === undefined ? emptyState : parseState(text)
    },
    async update(step) {
      const next = step(state)
      if (next === state) return
      state = next
      onChange()
      return save()
    },
  }
}

function nextTick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Pictures and files travel as base64. */
export function serialize(value: unknown): string {
  return JSON.stringify(value, function replace(this: Record<string, unknown>, key, plain) {
    // A Buffer has turned itself into JSON before it gets here; `this` still holds the bytes.
    const bytes = this[key]
    return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : plain
  })
}

/** A sandbox must always open: what an unknown version has written is left aside. */
function parseState(text: string): State {
  const read = JSON.parse(text, function revive(this: Record<string, unknown>, key, plain) {
    const isPicture = key === 'png' && this.kind === 'image'
    const isFile = key === 'bytes' && 'title' in this
    return (isPicture || isFile) && typeof plain === 'string' ? Buffer.from(plain, 'base64') : plain
  }) as Partial<State>
  return read.version === emptyState.version ? { ...emptyState, ...read } : emptyState
}
