// Does one step of a tour as the person whom the step names.
import type { Values } from '../../../src/chat/inbound.ts'
import type { ChatApi, Seat } from '../chat/receive.ts'
import type { ReplyResult } from '../chat/reply-result.ts'
import type { State } from '../chat/state.ts'
import type { Move } from './clock.ts'
import {
  CannotContinue,
  fieldValues,
  formToFill,
  hasButtonLabelled,
  newestButton,
  personOf,
  seatOf,
  withCode,
} from './lookups.ts'
import { lookTime, readingTime, resultTime, type TourStep } from './steps.ts'

/** What the steps are done with. */
export interface Stage {
  readonly chat: ChatApi
  readonly state: () => State
  readonly move: (move: Move) => Promise<unknown>
  /** `press` is the label of the button that is about to be pressed. */
  readonly follow: (seat: Seat, press?: string) => void
  /** Shows what is being typed into a form. */
  readonly showTyped: (seat: Seat, instance: string, fields: Values) => Promise<void>
}

export interface StepRunner {
  /** Does the step; returns why it could not, if so. */
  run(step: TourStep): Promise<string | undefined>
}

interface StepContext {
  readonly stage: Stage
  readonly rest: (milliseconds: number) => Promise<void>
  /** The room in which each person last was, both by id. */
  readonly lastRooms: Map<string, string>
}

/** How often the clock is moved to what happens next before a step gives up waiting. */
const maxMoves = 12

export function createStepRunner(stage: Stage, rest: (milliseconds: number) => Promise<void>): StepRunner {
  const context: StepContext = { stage, rest, lastRooms: new Map() }
  return {
    async run(step) {
      try {
        await perform(step, context)
        return undefined
      } catch (error) {
        return captionFor(error)
      }
    },
  }
}

function captionFor(error: unknown): string {
  if (error instanceof CannotContinue) return error.message
  if (error instanceof Error) return `The tour ends here: ${error.message}`
  return 'The tour ends here: something went wrong.'
}

async function perform(step: TourStep, context: StepContext): Promise<void> {
  if ('caption' in step) return context.rest(readingTime(step.caption))
  await act(step, context)
  await context.rest(resultTime)
}

async function act(step: Exclude<TourStep, { caption: string }>, context: StepContext): Promise<void> {
  if ('clock' in step) return moveClock(step.clock, context)
  if ('fill' in step) return fill(step.as, step.fill, context)
  if ('waitFor' in step) return waitFor(step, context)
  if ('say' in step) return say(step, context)
  return press(step, context)
}

async function moveClock(clock: string, { stage }: StepContext): Promise<void> {
  if (clock === 'next') await stage.move('next')
  else await stage.move({ forward: clock })
}

async function say(step: Extract<TourStep, { say: string }>, context: StepContext): Promise<void> {
  const { stage } = context
  await stage.chat.say(await enter(seatOf(step.as, step.in), context), withCode(stage.state(), step.say))
}

async function press(step: Extract<TourStep, { press: string }>, context: StepContext): Promise<void> {
  const { stage } = context
  const seat = await enter(seatOf(step.as, step.in), context, step.press)
  await stage.chat.press(seat, newestButton(stage.state(), seat, step.press))
}

async function fill(as: string, values: Values, context: StepContext): Promise<void> {
  const { stage, rest, lastRooms } = context
  const person = personOf(as)
  const found = formToFill(stage.state(), person, lastRooms.get(as))
  if (!found) throw new CannotContinue(`there is no form for ${person.name} to fill in.`)
  const seat = await enter({ person, room: found.room }, context)
  const fields = fieldValues(found.form, values, person)
  await stage.showTyped(seat, found.instance, fields)
  await rest(resultTime)
  complainOfErrors(await stage.chat.submit(seat, found.instance, fields), values)
}

function complainOfErrors(result: ReplyResult, values: Values): void {
  if (result.kind !== 'form-errors') return
  const errors = Object.values(result.errors).join(' ')
  throw new CannotContinue(errors || `what it filled in (${Object.keys(values)}) needs correcting.`)
}

async function waitFor(step: Extract<TourStep, { waitFor: string }>, context: StepContext): Promise<void> {
  const { stage } = context
  const seat = seatOf(step.as, step.in)
  for (let moves = 0; moves < maxMoves && !hasButtonLabelled(stage.state(), seat, step.waitFor); moves += 1)
    await stage.move('next')
  // Ends the tour if there is still no such button.
  newestButton(stage.state(), seat, step.waitFor)
  await enter(seat, context, step.waitFor)
}

/** Brings the pages to this seat. `press` is the label of the button that is about to be pressed. */
async function enter(seat: Seat, { stage, rest, lastRooms }: StepContext, press?: string): Promise<Seat> {
  lastRooms.set(seat.person.user, seat.room.id)
  stage.follow(seat, press)
  await rest(lookTime)
  return seat
}
