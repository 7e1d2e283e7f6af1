// The playground: a chat in the browser with made-up people, for trying the bot without an account.
import type { Hono } from 'hono'
import type { ChatAdapter, Delivery, InboundHandler, SendResult } from '../../src/chat/adapter.ts'
import { createInFlight } from '../shared/in-flight.ts'
import { createChatApi } from './chat/receive.ts'
import { calendarZone, platform } from './chat/seed-data.ts'
import { addDelivery } from './chat/send.ts'
import { clearState, saveDraft, seatKey } from './chat/state.ts'
import { createStateStore, type StateStore, type StateText } from './chat/state-store.ts'
import { RequestError } from './http/errors.ts'
import { createRoutes } from './http/routes.ts'
import { createEventStream } from './http/server-sent-events.ts'
import { createClockMover, type Move, type TourClock } from './tour/clock.ts'
import { createTour } from './tour/player.ts'

export interface PlaygroundOptions {
  readonly clock: TourClock
  /** Resolves when everything due now has been done and delivered. */
  readonly settled: () => Promise<void>
  /** The storage of the state, which survives restarts. */
  readonly stateStorage: StateText
  /** Makes the bot forget everything of the playground. */
  readonly startAfresh: () => Promise<void>
  /** Waits that long; the tour uses it. */
  readonly pause: (milliseconds: number) => Promise<void>
}

/** `app` must be served on 127.0.0.1 only: whoever reaches it can be anyone in the playground. */
export function createPlayground(options: PlaygroundOptions): ChatAdapter & { readonly app: Hono } {
  const { clock, settled } = options
  const now = () => clock.now()
  const events = createEventStream()
  const publishChange = () => events.publish({ kind: 'changed' })
  const store = createStateStore(options.stateStorage, publishChange)
  const requests = createRequests()
  const visible = () => store.state().posts.map(({ id, card }) => ({ id, card }))
  const moveClock = createClockMover({ clock, zone: calendarZone, visible })
  const move = async (wanted: Move) => {
    const moved = await moveClock(wanted)
    publishChange()
    return moved
  }
  const chat = createChatApi({ store, now, settled, receive: requests.receive })
  const tour = createTour({
    chat,
    move,
    state: store.state,
    pause: options.pause,
    show: publishChange,
    follow: ({ person, room }, press) =>
      events.publish({ kind: 'follow', as: person.user, room: room.id, press }),
    showTyped: ({ person, room }, instance, fields) =>
      store.update((state) =>
        saveDraft(state, seatKey(person.user, room.id), { instance, draft: { errors: {}, fields } }),
      ),
  })
  const startAfresh = async () => {
    await tour.stop()
    await options.startAfresh()
    await store.update(clearState)
  }

  return {
    platform,
    app: createRoutes({ store, events, clock, chat, tour, move, startAfresh, track: requests.track }),
    async start(receive) {
      await store.load()
      requests.open(receive)
    },
    send: (delivery) => send(delivery, store, now()),
    async stop() {
      requests.close()
      await tour.stop()
      await requests.ended()
      events.close()
    },
  }
}

async function send(delivery: Delivery, store: StateStore, now: number): Promise<SendResult> {
  try {
    const { state, result } = addDelivery(store.state(), delivery, now)
    await store.update(() => state)
    return result
  } catch {
    return { kind: 'unknown', why: 'The playground shows it, but could not save it.' }
  }
}

/**
 * The requests in flight. None is accepted before `open` and after `close`, but the bot still answers those that
 * were accepted.
 */
function createRequests() {
  const inFlight = createInFlight()
  let handler: InboundHandler | undefined
  let isOpen = false
  const receive: InboundHandler = async (inbound) => {
    if (!handler) throw new RequestError(503, 'The playground is not open yet.')
    return handler(inbound)
  }
  return {
    receive,
    open(receiver: InboundHandler) {
      handler = receiver
      isOpen = true
    },
    close() {
      isOpen = false
    },
    ended: inFlight.drained,
    async track<T>(request: () => Promise<T>): Promise<T> {
      if (!isOpen) throw new RequestError(503, 'The playground is not open; try again in a moment.')
      return inFlight.track(request())
    },
  }
}
