// Platforms that give up on a request after a few seconds: it is acknowledged in time, and answered later in another way.
import type { WithTimeout } from '../../src/chat/adapter-descriptor.ts'

export interface AckDeadlineOptions {
  readonly withTimeout: WithTimeout
  readonly milliseconds: number
  /** An acknowledgement without a response. */
  readonly ack: () => Promise<unknown>
}

export interface AckDeadline {
  /** Whether the request has been acknowledged without a response, so that the response goes another way. */
  readonly hasPassed: boolean
}

/** Does the work, and acknowledges the request by itself when the work takes longer. Resolves when the work is done. */
export async function ackUnlessDone(
  { withTimeout, milliseconds, ack }: AckDeadlineOptions,
  work: (deadline: AckDeadline) => Promise<unknown>,
): Promise<void> {
  const deadline = { hasPassed: false }
  const working = work(deadline)
  const isDone = await withTimeout(
    milliseconds,
    working.then(() => true),
  )
  if (!isDone) {
    deadline.hasPassed = true
    await ack()
  }
  await working
}
