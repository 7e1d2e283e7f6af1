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

/** The id under which an event is deduplicated: Slack delivers it up to four times. */
export function eventIdOf({ event_id }: EnvelopedEvent): string {
  return `slack event ${event_id}`
}
