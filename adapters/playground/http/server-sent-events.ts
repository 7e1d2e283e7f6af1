// Tells the open pages that something changed, or whom the tour follows, and which button it is about to press.
// Carries no words of people.

export type PageEvent =
  | { readonly kind: 'changed' }
  | { readonly kind: 'follow'; readonly as: string; readonly room: string; readonly press?: string }

export interface EventStream {
  publish(event: PageEvent): void
  /** Returns how to leave; `closed` is called once, when the hub closes. */
  subscribe(listener: (event: PageEvent) => void, closed: () => void): () => void
  close(): void
}

export function createEventStream(): EventStream {
  const members = new Map<(event: PageEvent) => void, () => void>()
  return {
    publish(event) {
      for (const listener of [...members.keys()]) listener(event)
    },
    subscribe(listener, closed) {
      members.set(listener, closed)
      return () => void members.delete(listener)
    },
    close() {
      const closers = [...members.values()]
      members.clear()
      for (const closed of closers) closed()
    },
  }
}
