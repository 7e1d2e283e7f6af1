// Moving time on for a rehearsal: everything due on the way happens at its own hour, and is delivered.
import type { MovableClock } from './clock.ts'

export interface TimeTravelOptions {
  readonly clock: MovableClock
  /** The next instant at which a network or a message falls due. */
  nextDue(): Promise<number | undefined>
  /** Does and delivers everything that is due now. */
  settle(): Promise<void>
}

/** Moves the clock on to `instant`; ends when everything due by then is done and delivered. */
export async function travelTo(
  instant: number,
  { clock, nextDue, settle }: TimeTravelOptions,
): Promise<void> {
  await settle()
  for (;;) {
    const due = await nextDue()
    if (due === undefined || due > instant || due <= clock.now()) break
    clock.set(due)
    await settle()
  }
  clock.set(instant)
  await settle()
}
