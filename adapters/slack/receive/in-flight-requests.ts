// Requests from Slack, over HTTP or a socket: each event is acknowledged in time, and counted until it is done.
import type { App, ReceiverEvent } from '@slack/bolt'
import type { WithTimeout } from '../../../src/chat/adapter-descriptor.ts'
import { createInFlight } from '../../shared/in-flight.ts'

export interface InFlightRequests {
  /**
   * Has the app process the request, and resolves when that is done. An event is acknowledged once it is processed, or
   * when Slack should not wait any longer. Rejects when it broke: Slack delivers again what was not acknowledged.
   */
  run(app: Pick<App, 'processEvent'>, event: ReceiverEvent): Promise<void>
  readonly isStopped: boolean
  /** Accepts no more requests, and resolves when none is in flight. */
  stop(): Promise<void>
}

/** In milliseconds. Slack gives up after three seconds. */
const eventAckDeadline = 2_000

export function createInFlightRequests(withTimeout: WithTimeout): InFlightRequests {
  const inFlight = createInFlight()
  let isStopped = false

  async function process(app: Pick<App, 'processEvent'>, event: ReceiverEvent): Promise<void> {
    if (event.body.type !== 'event_callback') {
      // Its listener acknowledges it, as its kind demands; what has no listener is acknowledged here.
      await app.processEvent(event)
      return event.ack()
    }
    // Bolt would acknowledge an event before any listener has run.
    const processed = app.processEvent({ ...event, ack: async () => {} })
    await withTimeout(eventAckDeadline, processed)
    // Over a socket the acknowledgement can fail; the processing stays in flight all the same.
    for (const result of await Promise.allSettled([event.ack(), processed]))
      if (result.status === 'rejected') throw result.reason
  }

  return {
    get isStopped() {
      return isStopped
    },
    run(app, event) {
      if (isStopped) return Promise.reject(new Error('It has stopped.'))
      return inFlight.track(process(app, event))
    },
    stop() {
      isStopped = true
      return inFlight.drained()
    },
  }
}
