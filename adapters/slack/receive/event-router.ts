// What comes in by its kind, and events by their type, behind one middleware: Bolt asks each of its listeners about each
// request of any kind.
import type {
  AnyMiddlewareArgs,
  App,
  EnvelopedEvent,
  KnownEventFromType,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  types,
  ViewSubmitAction,
} from '@slack/bolt'

/** Each kind has one who hears it, each event one by its type. */
export interface EventRouter {
  onCommand(listener: Listener<SlackCommandMiddlewareArgs>): void
  onShortcut(listener: Listener<SlackShortcutMiddlewareArgs>): void
  onAction(listener: Listener<SlackActionMiddlewareArgs>): void
  onSubmission(listener: Listener<SlackViewMiddlewareArgs<ViewSubmitAction>>): void
  readonly onEvent: EventListener
}

export type EventListener = <T extends Type>(type: T, listener: Listener<Told<T>>) => void

type Listener<Heard> = (heard: Heard) => Promise<void>

type Type = types.SlackEvent['type']

interface Told<T extends Type> {
  readonly event: KnownEventFromType<T>
  readonly body: EnvelopedEvent
}

export function createEventRouter(app: App): EventRouter {
  const listeners = new Map<string, Listener<never>>()
  const tell = async (kind: string, heard: AnyMiddlewareArgs) => listeners.get(kind)?.(heard as never)
  app.use(async (heard) => {
    if ('command' in heard) await tell('command', heard)
    else if ('action' in heard) await tell('action', heard)
    else if ('view' in heard && heard.body.type === 'view_submission') await tell('submission', heard)
    else if ('shortcut' in heard) await tell('shortcut', heard)
    else if ('event' in heard) await tell(`event ${heard.event.type}`, heard)
  })
  return {
    onCommand: (listener) => void listeners.set('command', listener),
    onShortcut: (listener) => void listeners.set('shortcut', listener),
    onAction: (listener) => void listeners.set('action', listener),
    onSubmission: (listener) => void listeners.set('submission', listener),
    onEvent: (type, listener) => void listeners.set(`event ${type}`, listener),
  }
}

/** What was handled already, also before a restart: Slack delivers an event up to four times. */
export interface ProcessedIds {
  has(id: string): Promise<boolean>
  add(id: string): Promise<void>
}

/** Does the work of an event, unless it was done before. */
export type Deduplicator = (event: string, work: (id: string) => Promise<void>) => Promise<void>

export function createDeduplicator(handled: ProcessedIds): Deduplicator {
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
