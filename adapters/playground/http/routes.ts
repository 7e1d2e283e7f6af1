// The HTTP side of the playground: its page, its JSON interface, and the events for open pages.
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ChatApi, Seat } from '../chat/receive.ts'
import { type ChatRoom, findRoom, roomsOf } from '../chat/rooms.ts'
import { findPerson, type Person, people } from '../chat/seed-data.ts'
import { closeForm, markRead, removeLine, type State, seatKey } from '../chat/state.ts'
import { type StateStore, serialize } from '../chat/state-store.ts'
import {
  cardOf,
  filesOf,
  type Message,
  messageJson,
  messagesOf,
  openFormOf,
  replyJson,
  unreadIn,
} from '../chat/visible-messages.ts'
import type { Clock, Move, Moved } from '../tour/clock.ts'
import type { Tour } from '../tour/player.ts'
import { tourScript } from '../tour/script.ts'
import { renderPage } from '../views/page.ts'
import { pageAddress } from '../views/view.ts'
import { RequestError } from './errors.ts'
import * as guard from './guards.ts'
import * as bodies from './schemas.ts'
import { personOf, readBody, seatOf } from './schemas.ts'
import type { EventStream } from './server-sent-events.ts'
import { readAsset } from './static-files.ts'

export interface RouteOptions {
  readonly store: StateStore
  readonly events: EventStream
  readonly clock: Clock
  readonly chat: ChatApi
  readonly tour: Tour
  readonly move: (move: Move) => Promise<Moved>
  readonly startAfresh: () => Promise<void>
  /** Runs a POST as work in hand; refuses it while the playground takes nothing in. */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>
}

export function createRoutes(api: RouteOptions): Hono {
  const app = new Hono()
  app.use(guard.securityHeaders, guard.requireLocalHost, guard.requireOwnJsonPosts, guard.limitBodySize)
  app.use(async (context, next) => (context.req.method === 'POST' ? api.track(next) : next()))
  app.onError((error, context) => {
    if (error instanceof RequestError) return context.json({ error: error.message }, error.status)
    return context.json(
      { error: 'Something went wrong on our side. What you typed is still here; try again.' },
      500,
    )
  })
  app.notFound((context) => context.json({ error: 'There is nothing here.' }, 404))
  addPageRoutes(app, api)
  addQueryRoutes(app, api)
  addChatRoutes(app, api)
  addClockRoutes(app, api)
  addTourRoutes(app, api)
  return app
}

function addPageRoutes(app: Hono, { store, clock, tour }: RouteOptions): void {
  app.get('/', async (context) => {
    const viewer = findPerson(context.req.query('as') ?? '')
    const room = viewer && findRoom(viewer, context.req.query('room') ?? '')
    if (!viewer || !room) return context.redirect(firstAddress(context.req.query('as')))
    const [now, next] = [clock.now(), await clock.nextDue()]
    context.header('cache-control', 'no-store')
    return context.html(renderPage({ state: store.state(), viewer, room, now, next, banner: tour.banner() }))
  })
  app.get('/playground/page/:name', async (context) => {
    const asset = await readAsset(context.req.param('name'))
    if (!asset) return context.notFound()
    return context.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': 'no-cache' })
  })
  app.get('/playground/picture', (context) => {
    const { person, room } = seatOf(context.req.query('as'), context.req.query('room'))
    const message = findMessage(store.state(), person, room, context.req.query('post'))
    const block = message && cardOf(message).blocks[Number(context.req.query('block'))]
    if (block?.kind !== 'image')
      throw new RequestError(400, 'post: there is no such picture for this person.')
    return context.body(new Uint8Array(block.png), 200, {
      'content-type': 'image/png',
      'cache-control': 'no-cache',
    })
  })
  app.get('/playground/file', (context) => {
    const { person, room } = seatOf(context.req.query('as'), context.req.query('room'))
    const message = findMessage(store.state(), person, room, context.req.query('post'))
    const file = message && filesOf(message)[Number(context.req.query('file'))]
    if (file === undefined) throw new RequestError(400, 'post: there is no such file for this person.')
    return context.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'no-store',
    })
  })
}

function findMessage(
  state: State,
  person: Person,
  room: ChatRoom,
  id: string | undefined,
): Message | undefined {
  return messagesOf(state, person, room).find((message) => message.id === id)
}

function firstAddress(as: string | undefined): string {
  const person = findPerson(as ?? '') ?? people[0]
  const room = person && roomsOf(person)[0]
  return person && room ? pageAddress(person, room.id) : '/'
}

function addQueryRoutes(app: Hono, { store, events }: RouteOptions): void {
  app.get('/playground/people', (context) =>
    context.json({
      people: people.map(({ user, name, workspace, organisation }) => ({
        user,
        name,
        workspace,
        organisation,
      })),
    }),
  )
  app.get('/playground/rooms', (context) => {
    const person = personOf(context.req.query('as'))
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
    return json(context, { messages, form: open && { instance: open.instance, form: open.form } })
  })
  app.get('/playground/events', (context) => {
    personOf(context.req.query('as'))
    return streamEvents(context, events)
  })
}

function streamEvents(context: Context, hub: EventStream): Response {
  return streamSSE(context, async (stream) => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const leave = hub.subscribe(({ kind, ...told }) => {
      stream.writeSSE({ event: kind, data: JSON.stringify(told) }).catch(end)
    }, end)
    stream.onAbort(end)
    await stream.writeSSE({ event: 'hello', data: '{}' })
    await over
    leave()
  })
}

function addChatRoutes(app: Hono, { store, chat }: RouteOptions): void {
  const answer = async (context: Context, seat: Seat, asked: ReturnType<ChatApi['say']>) =>
    json(context, { reply: replyJson(await asked, seat.person) })
  app.post('/playground/say', async (context) => {
    const { as, room, text } = await readBody(context, bodies.sayBody)
    const seat = seatOf(as, room)
    return answer(context, seat, chat.say(seat, text))
  })
  app.post('/playground/press', async (context) => {
    const { as, room, ...press } = await readBody(context, bodies.pressBody)
    const seat = seatOf(as, room)
    return answer(context, seat, chat.press(seat, press))
  })
  app.post('/playground/submit', async (context) => {
    const { as, room, form, fields } = await readBody(context, bodies.submitBody)
    const seat = seatOf(as, room)
    return answer(context, seat, chat.submit(seat, form, fields))
  })
  app.post('/playground/read', async (context) => {
    const { as, room } = await readBody(context, bodies.seatBody)
    const seat = seatOf(as, room)
    if (unreadIn(store.state(), seat.person, seat.room) > 0)
      await store.update((state) => markRead(state, seatKey(as, room)))
    return context.json({ unread: 0 })
  })
  app.post('/playground/dismiss', async (context) => {
    const { as, room, id } = await readBody(context, bodies.dismissBody)
    const seat = seatOf(as, room)
    const key = seatKey(seat.person.user, seat.room.id)
    await store.update((state) => removeLine(closeForm(state, key, id), key, id))
    return context.json({ dismissed: id })
  })
}

function addClockRoutes(app: Hono, { move, startAfresh }: RouteOptions): void {
  app.post('/playground/clock', async (context) => {
    const asked = await readBody(context, bodies.clockBody)
    const { now, moved } = await move('to' in asked ? 'next' : asked)
    return context.json({ now: new Date(now).toISOString(), moved })
  })
  app.post('/playground/start-afresh', async (context) => {
    await readBody(context, bodies.emptyBody)
    await startAfresh()
    return context.json({ afresh: true })
  })
}

function addTourRoutes(app: Hono, { tour, clock }: RouteOptions): void {
  app.get('/playground/show-me', (context) => context.json({ banner: tour.banner() ?? null }))
  app.post('/playground/show-me', async (context) => {
    const { pace, wait } = await readBody(context, bodies.showMeBody)
    const ended = tour.play(tourScript(clock.now()), pace)
    return context.json(wait ? { ended: await ended } : { started: true })
  })
  app.post('/playground/show-me/next', async (context) => {
    await readBody(context, bodies.emptyBody)
    tour.next()
    return context.json({ next: true })
  })
  app.post('/playground/show-me/pace', async (context) => {
    const { pace } = await readBody(context, bodies.paceBody)
    tour.setPace(pace)
    return context.json({ pace })
  })
  app.post('/playground/show-me/stop', async (context) => {
    await readBody(context, bodies.emptyBody)
    await tour.stop()
    return context.json({ stopped: true })
  })
}

/** Unlike `context.json`, this writes pictures as base64. */
function json(context: Context, value: unknown): Response {
  return context.body(serialize(value), 200, { 'content-type': 'application/json' })
}
