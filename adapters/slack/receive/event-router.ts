// Routes requests by their kind, and events by their type. It is one middleware of Bolt, because Bolt asks each of its
// listeners about each request of any kind.
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

/** Each kind of request, and each type of event, has one listener. */
export interface EventRouter {
  onCommand(listener: Listener<SlackCommandMiddlewareArgs>): void
  onShortcut(listener: Listener<SlackShortcutMiddlewareArgs>): void
  onAction(listener: Listener<SlackActionMiddlewareArgs>): void
  onSubmission(listener: Listener<SlackViewMiddlewareArgs<ViewSubmitAction>>): void
  readonly onEvent: EventListener
}

export type EventListener = <T extends EventType>(type: T, listener: Listener<EventArgs<T>>) => void

type Listener<Args> = (args: Args) => Promise<void>

type EventType = types.SlackEvent['type']

interface EventArgs<T extends EventType> {
  readonly event: KnownEventFromType<T>
  readonly body: EnvelopedEvent
}

export function createEventRouter(app: App): EventRouter {
  const listeners = new Map<string, Listener<never>>()
  const dispatch = async (kind: string, args: AnyMiddlewareArgs) => listeners.get(kind)?.(args as never)
  app.use(async (args) => {
    if ('command' in args) await dispatch('command', args)
    else if ('action' in args) await dispatch('action', args)
    else if ('view' in args && args.body.type === 'view_submission') await dispatch('submission', args)
    else if ('shortcut' in args) await dispatch('shortcut', args)
    else if ('event' in args) await dispatch(`event ${args.event.type}`, args)
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
