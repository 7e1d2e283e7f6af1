// Events by their type, behind one listener: Bolt asks each of its listeners about each request of any kind.
import type { App, EnvelopedEvent, KnownEventFromType, types } from '@slack/bolt'

type Type = types.SlackEvent['type']

interface Told<T extends Type> {
  readonly event: KnownEventFromType<T>
  readonly body: EnvelopedEvent
}

/** Has events of that type told to the listener; a type has one. */
export type OnEvent = <T extends Type>(type: T, listener: (told: Told<T>) => Promise<void>) => void

export function eventsOf(app: App): OnEvent {
  const listeners = new Map<string, (told: never) => Promise<void>>()
  app.event(/.*/, async ({ event, body }) => {
    await listeners.get(event.type)?.({ event, body } as never)
  })
  return (type, listener) => void listeners.set(type, listener)
}
