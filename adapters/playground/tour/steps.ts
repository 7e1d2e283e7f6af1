// The steps that a tour's script is made of, and how long they take.
import type { Values } from '../../../src/chat/inbound.ts'

/** `as` is a user id, `in` a room id. */
export type TourStep =
  /** The caption stays up until the next one. */
  | { readonly caption: string }
  /** `{code}` stands for the invitation code that was shown last. */
  | { readonly as: string; readonly in: string; readonly say: string }
  /** Presses the newest button with that label which the person sees there. */
  | { readonly as: string; readonly in: string; readonly press: string }
  /**
   * Submits the person's open form, or else the newest that stands open in a card of the room where they last were.
   * `fill` goes by field name; it gives an option by its label or value, and a person by full name or user id.
   * A field that is not named keeps what it was prefilled with.
   */
  | { readonly as: string; readonly fill: Values }
  /** Looks at the newest button with that label, moving the clock to what happens next until there is one. */
  | { readonly as: string; readonly in: string; readonly waitFor: string }
  /** An ISO 8601 duration, or `next`, which moves to what happens next. */
  | { readonly clock: string }

/** How long a room is looked at before something is done in it, in milliseconds. */
export const lookTime = 1200
/** How long the result of a step is looked at, in milliseconds. */
export const resultTime = 2000

/** Long enough to read the caption twice at an easy pace, in milliseconds. */
export function readingTime(caption: string): number {
  return Math.max(3000, caption.length * 70)
}

/** How long these steps take at pace 1, in milliseconds. */
export function playingTime(script: readonly TourStep[]): number {
  return script.reduce((sum, step) => sum + timeOf(step), 0)
}

function timeOf(step: TourStep): number {
  if ('caption' in step) return readingTime(step.caption)
  if ('clock' in step) return resultTime
  // What is typed into a form is looked at as well.
  if ('fill' in step) return lookTime + 2 * resultTime
  return lookTime + resultTime
}
