// The playground: a chat in the browser with made-up people, to try the bot without an account.
import type { Hono } from 'hono'
import type { ChatAdapter, InboundHandler, SendResult } from '../../src/chat/adapter.ts'
import { createInFlight } from '../shared/in-flight.ts'
import { createChatApi } from './chat/receive.ts'
import { calendarZone, platform } from './chat/seed-data.ts'
import { put } from './chat/send.ts'
import { forget, keepDraft, seatKey } from './chat/state.ts'
import { createStateStore, type KeyValueStore } from './chat/state-store.ts'
import { Refused } from './http/errors.ts'
import { createRoutes } from './http/routes.ts'
import { createEventStream } from './http/server-sent-events.ts'
import { type Clock, createMover } from './tour/clock.ts'
import { createTour } from './tour/player.ts'

export interface PlaygroundOptions {
  readonly clock: Clock
  /** Resolves when everything due now has been done and delivered. */
  readonly settled: () => Promise<void>
  /** One text, which survives restarts. */
  readonly stateStorage: KeyValueStore
  /** The bot forgets everything of the playground. */
  readonly startAfresh: () => Promise<void>
  /** How the tour waits. */
  readonly pause: (milliseconds: number) => Promise<void>
}

/** `app` is to be served on 127.0.0.1 only: it lets whoever reaches it be anyone. */
export function createPlayground(options: PlaygroundOptions): ChatAdapter & { readonly app: Hono } {
  const { clock } = options
  const hub = createEventStream()
  const keeper = createStateStore(options.stateStorage, () => hub.tell({ kind: 'changed' }))
  const work = createWork()
  const changed = async <T>(done: Promise<T>) => {
    const result = await done
    hub.tell({ kind: 'changed' })
    return result
  }
  const mover = createMover(clock, calendarZone)
  const move: typeof mover = (wanted) => changed(mover(wanted))
  const now = () => clock.now()
  const door = createChatApi({ keeper, now, settled: options.settled, receive: work.receive })
  const tour = createTour({
    door,
    move,
    state: keeper.state,
    pause: options.pause,
    show: () => hub.tell({ kind: 'changed' }),
    follow: ({ person, room }, press) => hub.tell({ kind: 'follow', as: person.user, room: room.id, press }),
    type: ({ person, room }, instance, fields) =>
      keeper.change((state) =>
        keepDraft(state, seatKey(person.user, room.id), instance, { errors: {}, fields }),
      ),
  })
  const startAfresh = async () => {
    await tour.stop()
    await options.startAfresh()
    await keeper.change(forget)
  }

  return {
    platform,
    app: createRoutes({ keeper, hub, clock, door, tour, move, startAfresh, inHand: work.inHand }),
    async start(receive) {
      await keeper.load()
      work.open(receive)
    },
    async send(delivery): Promise<SendResult> {
      try {
        const { state, sent } = put(keeper.state(), delivery, now())
        await keeper.change(() => state)
        return sent
      } catch {
        return { kind: 'unknown', why: 'The playground shows it, but could not save it.' }
      }
    },
    async stop() {
      work.close()
      await tour.stop()
      await work.ended()
      hub.close()
    },
  }
}

/** What is in hand: nothing is taken in before `open` and after `close`; what was taken in may still be answered. */
function createWork() {
  const inFlight = createInFlight()
  let receiver: InboundHandler | undefined
  let isOpen = false
  const receive: InboundHandler = async (inbound) => {
    if (!receiver) throw new Refused(503, 'The playground is not open yet.')
    return receiver(inbound)
  }
  return {
    receive,
    open(to: InboundHandler) {
      receiver = to
      isOpen = true
    },
    close() {
      isOpen = false
    },
    ended: inFlight.drained,
    async inHand<T>(step: () => Promise<T>): Promise<T> {
      if (!isOpen) throw new Refused(503, 'The playground is not open; try again in a moment.')
      return inFlight.track(step())
    },
  }
}
