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

/** What was handled already, also before a restart: Slack delivers an event up to four times. */
export interface Handled {
  has(id: string): Promise<boolean>
  add(id: string): Promise<void>
}

/** Does the work of an event, unless it was done before. */
export type Once = (event: string, work: (id: string) => Promise<void>) => Promise<void>

export function createOnce(handled: Handled): Once {
  const inHand = new Set<string>()
  return async (event, work) => {
    const id = `slack event ${event}`
    if (inHand.has(id) || (await handled.has(id))) return
    if (inHand.has(id)) return
    inHand.add(id)
    try {
      await work(id)
      await handled.add(id)
    } finally {
      inHand.delete(id)
    }
  }
}
