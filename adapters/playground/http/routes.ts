// The HTTP side of the playground: its page, its JSON interface, and the events for open pages.
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ChatApi } from '../chat/receive.ts'
import type { ReplyResult } from '../chat/reply-result.ts'
import { roomsOf } from '../chat/rooms.ts'
import { type Person, people } from '../chat/seed-data.ts'
import { isUntouched, markRead, removeForm, removeLine, seatKey } from '../chat/state.ts'
import { type StateStore, serialize } from '../chat/state-store.ts'
import { messageJson, messagesOf, openFormOf, replyJson, unreadIn } from '../chat/visible-messages.ts'
import type { Move, Moved, TourClock } from '../tour/clock.ts'
import type { Tour } from '../tour/player.ts'
import { tourScript } from '../tour/script.ts'
import { RequestError } from './errors.ts'
import * as guards from './guards.ts'
import { addPageRoutes } from './page-routes.ts'
import * as schemas from './schemas.ts'
import { parseBody, personNamed, seatOf } from './schemas.ts'
import type { EventStream } from './server-sent-events.ts'

export interface RouteOptions {
  readonly store: StateStore
  readonly events: EventStream
  readonly clock: TourClock
  readonly chat: ChatApi
  readonly tour: Tour
  readonly move: (move: Move) => Promise<Moved>
  readonly startAfresh: () => Promise<void>
  /** Runs a POST as a request in flight. Rejects with `RequestError` while the playground accepts none. */
  readonly track: <T>(request: () => Promise<T>) => Promise<T>
}

export function createRoutes(options: RouteOptions): Hono {
  const app = new Hono()
  app.use(guards.securityHeaders, guards.requireLocalHost, guards.requireOwnJsonPosts, guards.limitBodySize)
  app.use(async (context, next) => {
    if (context.req.method === 'POST') return options.track(next)
    return next()
  })
  app.onError(answerError)
  app.notFound((context) => context.json({ error: 'There is nothing here.' }, 404))
  addPageRoutes(app, options)
  addQueryRoutes(app, options)
  addChatRoutes(app, options)
  addSeatRoutes(app, options)
  addClockRoutes(app, options)
  addTourRoutes(app, options)
  return app
}

function answerError(error: Error, context: Context): Response {
  if (error instanceof RequestError) return context.json({ error: error.message }, error.status)
  return context.json(
    { error: 'Something went wrong on our side. What you typed is still here, so please try again.' },
    500,
  )
}

function addQueryRoutes(app: Hono, { store, events }: RouteOptions): void {
  app.get('/playground/people', (context) => context.json({ people: people.map(personJson) }))
  app.get('/playground/rooms', (context) => {
    const person = personNamed(context.req.query('as'))
    const rooms = roomsOf(person).map((room) => ({
      id: room.id,
      name: room.name,
      unread: unreadIn(store.state(), person, room),
    }))
    return context.json({ rooms })
  })
  app.get('/playground/messages', (context) => {
    const { person, room } = seatOf(context.req.query('as'), context.req.query('room'))
    const messages = messagesOf(store.state(), person, room).map((message) => messageJson(message, person))
    const open = openFormOf(store.state(), person, room)
    return sendJson(context, { messages, form: open && { instance: open.instance, form: open.form } })
  })
  app.get('/playground/events', (context) => {
    personNamed(context.req.query('as'))
    return streamEvents(context, events)
  })
}

function personJson({ user, name, workspace, organisation }: Person) {
  return { user, name, workspace, organisation }
}

function streamEvents(context: Context, events: EventStream): Response {
  return streamSSE(context, async (stream) => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const unsubscribe = events.subscribe(({ kind, ...data }) => {
      stream.writeSSE({ event: kind, data: JSON.stringify(data) }).catch(end)
    }, end)
    stream.onAbort(end)
    await stream.writeSSE({ event: 'hello', data: '{}' })
    await ended
    unsubscribe()
  })
}

function addChatRoutes(app: Hono, { chat }: RouteOptions): void {
  const sendReply = (context: Context, result: ReplyResult, person: Person) =>
    sendJson(context, { reply: replyJson(result, person) })
  app.post('/playground/say', async (context) => {
    const { as, room, text } = await parseBody(context, schemas.sayBody)
    const seat = seatOf(as, room)
    return sendReply(context, await chat.say(seat, text), seat.person)
  })
  app.post('/playground/press', async (context) => {
    const { as, room, ...press } = await parseBody(context, schemas.pressBody)
    const seat = seatOf(as, room)
    return sendReply(context, await chat.press(seat, press), seat.person)
  })
  app.post('/playground/submit', async (context) => {
    const { as, room, form, fields } = await parseBody(context, schemas.submitBody)
    const seat = seatOf(as, room)
    return sendReply(context, await chat.submit(seat, form, fields), seat.person)
  })
}

function addSeatRoutes(app: Hono, { store }: RouteOptions): void {
  app.post('/playground/read', async (context) => {
    const { as, room } = await parseBody(context, schemas.seatBody)
    const seat = seatOf(as, room)
    if (unreadIn(store.state(), seat.person, seat.room) > 0)
      await store.update((state) => markRead(state, seatKey(as, room)))
    return context.json({ unread: 0 })
  })
  app.post('/playground/dismiss', async (context) => {
    const { as, room, id } = await parseBody(context, schemas.dismissBody)
    const seat = seatOf(as, room)
    const key = seatKey(seat.person.user, seat.room.id)
    await store.update((state) => removeLine(removeForm(state, key, id), key, id))
    return context.json({ dismissed: id })
  })
}

function addClockRoutes(app: Hono, { move, startAfresh }: RouteOptions): void {
  app.post('/playground/clock', async (context) => {
    const body = await parseBody(context, schemas.clockBody)
    const { now, moved } = await move('to' in body ? 'next' : body)
    return context.json({ now: new Date(now).toISOString(), moved })
  })
  app.post('/playground/start-afresh', async (context) => {
    await parseBody(context, schemas.emptyBody)
    await startAfresh()
    return context.json({ afresh: true })
  })
}

function addTourRoutes(app: Hono, { tour, clock, store, startAfresh }: RouteOptions): void {
  app.get('/playground/show-me', (context) => context.json({ banner: tour.banner() ?? null }))
  app.post('/playground/show-me', async (context) => {
    const { pace, wait, afresh } = await parseBody(context, schemas.showMeBody)
    const untouched = isUntouched(store.state())
    if (!untouched && !afresh)
      throw new RequestError(
        409,
        'The tour starts with an empty playground. Say {"afresh": true} to have everything in it erased first.',
      )
    if (!untouched) await startAfresh()
    const ended = tour.play(tourScript(clock.now()), pace)
    if (!wait) return context.json({ started: true })
    return context.json({ ended: await ended })
  })
  app.post('/playground/show-me/next', async (context) => {
    await parseBody(context, schemas.emptyBody)
    tour.next()
    return context.json({ next: true })
  })
  app.post('/playground/show-me/pace', async (context) => {
    const { pace } = await parseBody(context, schemas.paceBody)
    tour.setPace(pace)
    return context.json({ pace })
  })
  app.post('/playground/show-me/stop', async (context) => {
    await parseBody(context, schemas.emptyBody)
    await tour.stop()
    return context.json({ stopped: true })
  })
}

/** Unlike `context.json`, this writes the bytes of pictures and files as base64. */
function sendJson(context: Context, value: unknown): Response {
  return context.body(serialize(value), 200, { 'content-type': 'application/json' })
}
