// The routes that a browser loads: the page itself, its static files, and the pictures and files of messages.
import type { Context, Hono } from 'hono'
import { findRoom, roomsOf } from '../chat/rooms.ts'
import { findPerson, people } from '../chat/seed-data.ts'
import type { StateStore } from '../chat/state-store.ts'
import { cardOf, filesOf, messagesOf, type VisibleMessage } from '../chat/visible-messages.ts'
import type { TourClock } from '../tour/clock.ts'
import type { Tour } from '../tour/player.ts'
import { renderPage } from '../views/page.ts'
import { pageAddress } from '../views/view.ts'
import { RequestError } from './errors.ts'
import { seatOf } from './schemas.ts'
import { readAsset } from './static-files.ts'

export interface PageRouteOptions {
  readonly store: StateStore
  readonly clock: TourClock
  readonly tour: Tour
}

export function addPageRoutes(app: Hono, options: PageRouteOptions): void {
  const { store } = options
  app.get('/', (context) => sendPage(context, options))
  app.get('/playground/page/:name', async (context) => {
    const asset = await readAsset(context.req.param('name'))
    if (!asset) return context.notFound()
    return context.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': 'no-cache' })
  })
  app.get('/playground/picture', (context) => sendPicture(context, store))
  app.get('/playground/file', (context) => sendFile(context, store))
}

async function sendPage(context: Context, { store, clock, tour }: PageRouteOptions): Promise<Response> {
  const viewer = findPerson(context.req.query('as') ?? '')
  const room = viewer && findRoom(viewer, context.req.query('room') ?? '')
  if (!viewer || !room) return context.redirect(defaultAddress(context.req.query('as')))
  const now = clock.now()
  const next = await clock.nextDue()
  context.header('cache-control', 'no-store')
  return context.html(renderPage({ state: store.state(), viewer, room, now, next, banner: tour.banner() }))
}

/** The first room of that person, or of the first person. */
function defaultAddress(as: string | undefined): string {
  const person = findPerson(as ?? '') ?? people[0]
  const room = person && roomsOf(person)[0]
  if (!person || !room) return '/'
  return pageAddress(person, room.id)
}

function sendPicture(context: Context, store: StateStore): Response {
  const message = findMessage(context, store)
  const block = message && cardOf(message).blocks[Number(context.req.query('block'))]
  if (block?.kind !== 'image') throw new RequestError(400, 'post: there is no such picture for this person.')
  return context.body(new Uint8Array(block.png), 200, {
    'content-type': 'image/png',
    'cache-control': 'no-cache',
  })
}

function sendFile(context: Context, store: StateStore): Response {
  const message = findMessage(context, store)
  const file = message && filesOf(message)[Number(context.req.query('file'))]
  if (file === undefined) throw new RequestError(400, 'post: there is no such file for this person.')
  return context.body(new Uint8Array(file.bytes), 200, {
    'content-type': file.type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'no-store',
  })
}

/** The message that the query names, if the person it names sees it in that room. */
function findMessage(context: Context, store: StateStore): VisibleMessage | undefined {
  const { person, room } = seatOf(context.req.query('as'), context.req.query('room'))
  const id = context.req.query('post')
  return messagesOf(store.state(), person, room).find((message) => message.id === id)
}
