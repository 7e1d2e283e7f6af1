// What may be asked over the JSON interface, and reading it with a clear complaint.
import type { Context } from 'hono'
import { z } from 'zod'
import { Refused } from './errors.ts'
import { findRoom } from './ids.ts'
import type { Seat } from './receive.ts'
import { findPerson, type Person } from './world.ts'

const id = z.string().max(200)
const values = z.record(z.string(), z.string())
const seat = { as: id, room: id }

export const sayBody = z.strictObject({ ...seat, text: z.string() })
export const pressBody = z.strictObject({ ...seat, post: id, action: z.string(), values: values.default({}) })
export const submitBody = z.strictObject({ ...seat, form: id, fields: values.default({}) })
export const seatBody = z.strictObject(seat)
export const dismissBody = z.strictObject({ ...seat, id })
export const clockBody = z.union([
  z.strictObject({ forward: z.string().max(60) }),
  z.strictObject({ to: z.literal('next') }),
])
const pace = z.number().min(0.1).max(20)
export const paceBody = z.strictObject({ pace })
export const showMeBody = z.strictObject({
  pace: pace.default(1),
  wait: z.boolean().default(false),
})
export const emptyBody = z.strictObject({})

export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(await readJson(context))
  if (read.success) return read.data
  throw new Refused(
    400,
    read.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '),
  )
}

/** The person and the room that a request names. */
export function seatOf(as: string | undefined, roomId: string | undefined): Seat {
  const person = personOf(as)
  const room = findRoom(person, roomId ?? '')
  if (!room) throw new Refused(400, `room: ${person.name} is in no such room.`)
  return { person, room }
}

export function personOf(as: string | undefined): Person {
  const person = findPerson(as ?? '')
  if (!person) throw new Refused(400, 'as: there is nobody of that id in the playground.')
  return person
}

/** No body at all counts as an empty one. */
async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'body: this is not JSON.')
  }
}
