// Publishes to the open pages that something changed, or which seat the tour moves to and which button it will press.
// The events carry no words of people.

type PageEvent =
  | { readonly kind: 'changed' }
  | { readonly kind: 'follow'; readonly as: string; readonly room: string; readonly press?: string }

export interface EventStream {
  publish(event: PageEvent): void
  /** Returns a function that unsubscribes. `closed` is called once, when the stream closes. */
  subscribe(listener: (event: PageEvent) => void, closed: () => void): () => void
  close(): void
}

export function createEventStream(): EventStream {
  const subscribers = new Map<(event: PageEvent) => void, () => void>()
  return {
    publish(event) {
      for (const listener of [...subscribers.keys()]) listener(event)
    },
    subscribe(listener, closed) {
      subscribers.set(listener, closed)
      return () => void subscribers.delete(listener)
    },
    close() {
      const closers = [...subscribers.values()]
      subscribers.clear()
      for (const closed of closers) closed()
    },
  }
}
