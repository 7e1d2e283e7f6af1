// The playground: a chat in the browser with made-up people, to try the bot without an account.
import type { Hono } from 'hono'
import type { ChatAdapter, InboundHandler, SendResult } from '../../src/chat/adapter.ts'
import { createChatApi } from './chat/receive.ts'
import { calendarZone, platform } from './chat/seed-data.ts'
import { addDelivery } from './chat/send.ts'
import { clearState, saveDraft, seatKey } from './chat/state.ts'
import { createStateStore, type KeyValueStore } from './chat/state-store.ts'
import { RequestError } from './http/errors.ts'
import { createRoutes } from './http/routes.ts'
import { createEventStream } from './http/server-sent-events.ts'
import { type Clock, createClockMover } from './tour/clock.ts'
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
  const events = createEventStream()
  const store = createStateStore(options.stateStorage, () => events.publish({ kind: 'changed' }))
  const work = createWork()
  const changed = async <T>(done: Promise<T>) => {
    const result = await done
    events.publish({ kind: 'changed' })
    return result
  }
  const mover = createClockMover(clock, calendarZone)
  const move: typeof mover = (wanted) => changed(mover(wanted))
  const now = () => clock.now()
  const chat = createChatApi({ store, now, settled: options.settled, receive: work.receive })
  const tour = createTour({
    chat: chat,
    move,
    state: store.state,
    pause: options.pause,
    show: () => events.publish({ kind: 'changed' }),
    follow: ({ person, room }, press) =>
      events.publish({ kind: 'follow', as: person.user, room: room.id, press }),
    showTyped: ({ person, room }, instance, fields) =>
      store.update((state) =>
        saveDraft(state, seatKey(person.user, room.id), instance, { errors: {}, fields }),
      ),
  })
  const startAfresh = async () => {
    await tour.stop()
    await options.startAfresh()
    await store.update(clearState)
  }

  return {
    platform,
    app: createRoutes({ store: store, events, clock, chat, tour, move, startAfresh, track: work.inHand }),
    async start(receive) {
      await store.load()
      work.open(receive)
    },
    async send(delivery): Promise<SendResult> {
      try {
        const { state, sent } = addDelivery(store.state(), delivery, now())
        await store.update(() => state)
        return sent
      } catch {
        return { kind: 'unknown', why: 'The playground shows it, but could not save it.' }
      }
    },
    async stop() {
      work.close()
      await tour.stop()
      await work.ended()
      events.close()
    },
  }
}

/** What is in hand: nothing is taken in before `open` and after `close`; what was taken in may still be answered. */
function createWork() {
  const running = new Set<Promise<unknown>>()
  let receiver: InboundHandler | undefined
  let isOpen = false
  const receive: InboundHandler = async (inbound) => {
    if (!receiver) throw new RequestError(503, 'The playground is not open yet.')
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
    async ended() {
      await Promise.allSettled([...running])
    },
    async inHand<T>(step: () => Promise<T>): Promise<T> {
      if (!isOpen) throw new RequestError(503, 'The playground is not open; try again in a moment.')
      const mine = step()
      running.add(mine)
      try {
        return await mine
      } finally {
        running.delete(mine)
      }
    },
  }
}
