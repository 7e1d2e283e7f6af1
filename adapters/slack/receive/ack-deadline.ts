// What comes in from Slack, by whichever way: counted until it is done, and acknowledged in time.
import type { App, ReceiverEvent } from '@slack/bolt'
import { createInFlight } from '../../shared/in-flight.ts'
import type { WithTimeout } from '../../shared/with-timeout.ts'

/** Has `late` done where the work takes longer than so many milliseconds; ends with the work. */
export async function ackUnlessDone(
  within: WithTimeout,
  milliseconds: number,
  work: Promise<unknown>,
  late: () => Promise<unknown>,
): Promise<void> {
  const inTime = await within(
    milliseconds,
    work.then(() => true),
  )
  if (!inTime) await late()
  await work
}

export interface InFlightRequests {
  /**
   * Has the app handle it, and ends when that is done. An event is acknowledged once it is handled, or when Slack
   * should not wait any longer. Rejects where it broke: what was not acknowledged by then Slack delivers again.
   */
  run(app: Pick<App, 'processEvent'>, event: ReceiverEvent): Promise<void>
  readonly isStopped: boolean
  /** Takes nothing more in; ends when nothing is in hand. */
  stop(): Promise<void>
}

/** Slack gives up after three seconds. */
const eventWithin = 2_000

export function createInFlightRequests(within: WithTimeout): InFlightRequests {
  const inFlight = createInFlight()
  let isStopped = false

  async function handle(app: Pick<App, 'processEvent'>, event: ReceiverEvent): Promise<void> {
    if (event.body.type !== 'event_callback') {
      // Who hears it acknowledges it, as its kind demands; what nobody hears is acknowledged here.
      await app.processEvent(event)
      return event.ack()
    }
    // Bolt acknowledges an event before anybody has seen it.
    const handled = app.processEvent({ ...event, ack: async () => {} })
    await within(eventWithin, handled)
    // In a socket the acknowledgement can fail; what is handled stays in hand all the same.
    for (const ended of await Promise.allSettled([event.ack(), handled]))
      if (ended.status === 'rejected') throw ended.reason
  }

  return {
    get isStopped() {
      return isStopped
    },
    run(app, event) {
      if (isStopped) return Promise.reject(new Error('It has stopped.'))
      return inFlight.track(handle(app, event))
    },
    stop() {
      isStopped = true
      return inFlight.drained()
    },
  }
}
