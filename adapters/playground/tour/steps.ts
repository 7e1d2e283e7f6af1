// The steps of a tour, and doing one as the person it names.

import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { ChatApi, Seat } from '../chat/receive.ts'
import type { ReplyResult } from '../chat/reply-result.ts'
import { type ChatRoom, findRoom } from '../chat/rooms.ts'
import { colleagues, findPerson, type Person } from '../chat/seed-data.ts'
import type { State } from '../chat/state.ts'
import {
  buttonsOf,
  type FormInstance,
  inlineFormsOf,
  messagesOf,
  newestOpenFormOf,
} from '../chat/visible-messages.ts'
import type { Move } from './clock.ts'

export type Step =
  /** Stays up until the next one. */
  | { readonly caption: string }
  /** `as` is a user id, `in` a room id; `{code}` stands for the invitation code that was shown last. */
  | { readonly as: string; readonly in: string; readonly say: string }
  /** Presses the newest button with that label which the person sees there. */
  | { readonly as: string; readonly in: string; readonly press: string }
  /** Submits the person's open form, or else the newest that stands open in a card of the room where they last
   * were. By field name; an option by its label or value, a person by full name or user id; what is not named
   * keeps what it was prefilled with. */
  | { readonly as: string; readonly fill: Values }
  /** Looks at the newest button with that label, moving the clock to what happens next until there is one. */
  | { readonly as: string; readonly in: string; readonly waitFor: string }
  /** An ISO 8601 duration, or to what happens next. */
  | { readonly clock: string }

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

/** A step that cannot be done; the message is the caption it ends with. */
class CannotContinue extends Error {}

const lookTime = 1200
const resultTime = 2000
/** How often the clock is moved to what happens next before a step gives up waiting. */
const maxMoves = 12
const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/

/** Long enough to read it twice at an easy pace. */
export function readingTime(caption: string): number {
  return Math.max(3000, caption.length * 70)
}

/** How long these steps take at their own pace. */
export function playingTime(script: readonly Step[]): number {
  return script.reduce((sum, step) => {
    if ('caption' in step) return sum + readingTime(step.caption)
    if ('clock' in step) return sum + resultTime
    return sum + lookTime + ('fill' in step ? 2 : 1) * resultTime
  }, 0)
}

export interface StepRunner {
  /** Does the step; returns why it could not, if so. */
  take(step: Step): Promise<string | undefined>
}

export function createStepRunner(options: Stage, rest: (time: number) => Promise<void>): StepRunner {
  const rooms = new Map<string, string>()

  async function enter(as: string, room: string, press?: string): Promise<Seat> {
    const seat = seatOf(as, room)
    rooms.set(as, room)
    options.follow(seat, press)
    await rest(lookTime)
    return seat
  }

  async function fill(as: string, values: Values): Promise<ReplyResult> {
    const person = personOf(as)
    const found = formOf(options.state(), person, rooms.get(as))
    if (!found)
      throw new CannotContinue(`The tour ends here: there is no form for ${person.name} to fill in.`)
    const seat = await enter(as, found.room.id)
    const fields = filled(found, values, person)
    await options.showTyped(seat, found.instance, fields)
    await rest(resultTime)
    return options.chat.submit(seat, found.instance, fields)
  }

  async function act(step: Step): Promise<void> {
    if ('caption' in step) return rest(readingTime(step.caption))
    if ('clock' in step) await options.move(step.clock === 'next' ? 'next' : { forward: step.clock })
    else if ('fill' in step) complain(await fill(step.as, step.fill), step.fill)
    else if ('say' in step)
      await options.chat.say(await enter(step.as, step.in), withCode(options.state(), step.say))
    else if ('waitFor' in step) await waitFor(step.as, step.in, step.waitFor)
    else {
      const seat = await enter(step.as, step.in, step.press)
      await options.chat.press(seat, newestButton(options.state(), seat, step.press))
    }
    await rest(resultTime)
  }

  async function waitFor(as: string, room: string, label: string): Promise<void> {
    const seat = seatOf(as, room)
    for (let moves = 0; moves < maxMoves && !hasButtonOf(options.state(), seat, label); moves += 1)
      await options.move('next')
    newestButton(options.state(), seat, label)
    await enter(as, room, label)
  }

  return {
    async take(step) {
      try {
        await act(step)
        return undefined
      } catch (error) {
        return error instanceof CannotContinue ? error.message : `The tour ends here: ${wordsOf(error)}`
      }
    },
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'something went wrong.'
}

function personOf(as: string): Person {
  const person = findPerson(as)
  if (!person) throw new CannotContinue(`The tour ends here: there is nobody called “${as}”.`)
  return person
}

function seatOf(as: string, id: string): Seat {
  const person = personOf(as)
  const room = findRoom(person, id)
  if (!room) throw new CannotContinue(`The tour ends here: ${person.name} is in no room “${id}”.`)
  return { person, room }
}

function withCode(state: State, text: string): string {
  if (!text.includes('{code}')) return text
  const shown = Object.values(state.lines)
    .flat()
    .sort((one, other) => one.seq - other.seq)
    .flatMap((line) => (line.kind === 'reply' ? (code.exec(plainText(line.card)) ?? []) : []))
    .at(-1)
  if (shown === undefined) throw new CannotContinue('The tour ends here: nobody was shown a code.')
  return text.replace('{code}', shown)
}

function buttonsLabelled(state: State, seat: Seat, label: string) {
  return messagesOf(state, seat.person, seat.room)
    .flatMap((message) => buttonsOf(message).map((button) => ({ post: message.id, button })))
    .filter(({ button }) => button.label === label)
}

function hasButtonOf(state: State, seat: Seat, label: string): boolean {
  return buttonsLabelled(state, seat, label).length > 0
}

function newestButton(state: State, seat: Seat, label: string) {
  const found = buttonsLabelled(state, seat, label).at(-1)
  if (!found)
    throw new CannotContinue(`The tour ends here: ${seat.person.name} has no button “${label}” to press.`)
  return { post: found.post, action: found.button.action, values: found.button.values }
}

function formOf(state: State, person: Person, room: string | undefined) {
  const open = newestOpenFormOf(state, person)
  if (open) return { room: open.room, ...open.open }
  const last = room === undefined ? undefined : findRoom(person, room)
  const standing = last && messagesOf(state, person, last).flatMap(inlineFormsOf).at(-1)
  return last && standing ? { room: last, ...standing } : undefined
}

function filled({ form }: FormInstance & { room: ChatRoom }, values: Values, person: Person): Values {
  const initial = form.fields.flatMap((field) =>
    field.initial === undefined ? [] : [[field.name, field.initial]],
  )
  const meant = Object.entries(values).map(([name, value]) => [name, meantBy(form, name, value, person)])
  return Object.fromEntries([...initial, ...meant])
}

function meantBy(form: FormInstance['form'], name: string, value: string, viewer: Person): string {
  const field = form.fields.find((candidate) => candidate.name === name)
  if (field?.kind === 'choice') return field.options.find((option) => option.label === value)?.value ?? value
  if (field?.kind === 'person') return colleagues(viewer).find((other) => other.name === value)?.user ?? value
  return value
}

function complain(outcome: ReplyResult, values: Values): void {
  if (outcome.kind !== 'form-errors') return
  const why =
    Object.values(outcome.errors).join(' ') || `what it filled in (${Object.keys(values)}) needs mending.`
  throw new CannotContinue(`The tour ends here: ${why}`)
}
