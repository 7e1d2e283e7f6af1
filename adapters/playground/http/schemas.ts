// What the requests of the JSON interface must look like, and how they are read.
import type { Context } from 'hono'
import * as v from 'valibot'
import type { Seat } from '../chat/receive.ts'
import { findRoom } from '../chat/rooms.ts'
import { findPerson, type Person } from '../chat/seed-data.ts'
import { RequestError } from './errors.ts'

const id = v.pipe(v.string(), v.maxLength(200))
const values = v.record(v.string(), v.string())
const seat = { as: id, room: id }

export const sayBody = v.strictObject({ ...seat, text: v.string() })
export const pressBody = v.strictObject({
  ...seat,
  post: id,
  action: v.string(),
  values: v.optional(values, {}),
})
export const submitBody = v.strictObject({ ...seat, form: id, fields: v.optional(values, {}) })
export const seatBody = v.strictObject(seat)
export const dismissBody = v.strictObject({ ...seat, id })
export const clockBody = v.union(
  [
    v.strictObject({ forward: v.pipe(v.string(), v.maxLength(60)) }),
    v.strictObject({ to: v.literal('next') }),
  ],
  'say {"forward": "P7D"} or {"to": "next"}.',
)
const pace = v.pipe(v.number(), v.minValue(0.1), v.maxValue(20))
export const paceBody = v.strictObject({ pace })
export const showMeBody = v.strictObject({
  pace: v.optional(pace, 1),
  wait: v.optional(v.boolean(), false),
  afresh: v.optional(v.boolean(), false),
})
export const emptyBody = v.strictObject({})

/** Rejects with a `RequestError` that names each wrong field. */
export async function parseBody<T>(context: Context, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const read = v.safeParse(schema, await readJson(context))
  if (read.success) return read.output
  throw new RequestError(400, read.issues.map(sentenceAbout).join(' '))
}

const wanted: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Object: 'an object',
}

function sentenceAbout(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue)
  if (issue.type === 'union') return `body: ${issue.message}`
  if (field === null) return 'body: a JSON object is needed.'
  if (issue.expected === 'never') return `${field}: there is no such field.`
  if (issue.received === 'undefined') return `${field}: this is missing.`
  if (issue.kind === 'validation') return `${field}: it has to be ${issue.expected}.`
  return `${field}: it has to be ${wanted[issue.expected ?? ''] ?? issue.expected}.`
}

/** The person and the room that a request names. Throws a `RequestError` if there is no such person or room. */
export function seatOf(as: string | undefined, roomId: string | undefined): Seat {
  const person = personNamed(as)
  const room = findRoom(person, roomId ?? '')
  if (!room) throw new RequestError(400, `room: ${person.name} is in no such room.`)
  return { person, room }
}

export function personNamed(as: string | undefined): Person {
  const person = findPerson(as ?? '')
  if (!person) throw new RequestError(400, 'as: there is nobody of that id in the playground.')
  return person
}

/** A request without a body counts as one with an empty object. */
async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new RequestError(400, 'body: this is not JSON.')
  }
}
