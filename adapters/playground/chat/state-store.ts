// Holds the state, saves it after each change, and reports each change.
import { emptyState, type State } from './state.ts'

/** The storage of the state, as one text. */
export interface StateText {
  load(): Promise<string | undefined>
  save(text: string): Promise<void>
}

export interface StateStore {
  state(): State
  load(): Promise<void>
  /** Resolves once the change is saved; changes of one event-loop turn are saved together. */
  update(step: (state: State) => State): Promise<void>
}

export function createStateStore(storage: StateText, onChange: () => void): StateStore {
  let state = emptyState
  let lastSave: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined

  function save(): Promise<void> {
    waiting ??= lastSave
      .catch(() => undefined)
      .then(nextTick)
      .then(() => {
        waiting = undefined
        return storage.save(serialize(state))
      })
    lastSave = waiting
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

/** As JSON, with pictures and files in base64. */
export function serialize(value: unknown): string {
  return JSON.stringify(value, function replace(this: Record<string, unknown>, key, plain) {
    // A Buffer has already been turned into JSON by its `toJSON`; `this` still holds the bytes.
    const value = this[key]
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
    return plain
  })
}

/** The playground must always open, so it starts empty if another version has written the text. */
function parseState(text: string): State {
  const read = JSON.parse(text, function revive(this: Record<string, unknown>, key, plain) {
    const isPicture = key === 'png' && this.kind === 'image'
    const isFile = key === 'bytes' && 'title' in this
    if ((isPicture || isFile) && typeof plain === 'string') return Buffer.from(plain, 'base64')
    return plain
  }) as Partial<State>
  if (read.version !== emptyState.version) return emptyState
  return { ...emptyState, ...read }
}
