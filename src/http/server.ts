// The HTTP servers: one for what platforms and people send, and one for pages that only this machine may reach.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { LocalHttp, PublicHttp } from '../chat/adapter-descriptor.ts'
import { errorSummary, type Log } from '../util/log.ts'

export interface ServerOptions {
  /** 0 lets the system choose. A local page beside a public listener is at the next higher port. */
  readonly port: number
  readonly log: Pick<Log, 'info' | 'error'>
  /** What everybody may ask for: health, and files by link. */
  readonly forEveryone: Hono
  /** Each adapter's own requests and pages. At most one adapter has a local page. */
  readonly adapters: readonly (PublicHttp | LocalHttp)[]
}

/** A local page lets its visitor be anyone. */
const thisMachine = '127.0.0.1'

/** Resolves when everything listens; what it returns closes all of it. */
export async function startServers(options: ServerOptions): Promise<() => void> {
  const platforms = options.adapters.filter((http) => http.kind === 'public')
  const page = options.adapters.find((http) => http.kind === 'local')
  const servers: Server[] = []
  try {
    if (platforms.length === 0) {
      servers.push(await listen(onlyLocalListener(options.forEveryone, page), options.port, thisMachine))
    } else {
      // When a platform checks nobody who sends, no other machine may reach it.
      const host = platforms.some(({ onlyThisMachine }) => onlyThisMachine) ? thisMachine : undefined
      servers.push(await listen(publicListener({ ...options, platforms }), options.port, host))
      // A proxy on this machine would look like this machine, so the local page has a port of its own.
      const portBeside = options.port === 0 ? 0 : options.port + 1
      if (page) servers.push(await listen(getRequestListener(page.fetch), portBeside, thisMachine))
    }
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
  announce({ urls: servers.map(urlOf), platforms, page, log: options.log })
  return () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
}

function onlyLocalListener(forEveryone: Hono, page: LocalHttp | undefined): RequestListener {
  const all = new Hono<{ Bindings: object }>().route('/', forEveryone)
  if (page) all.all('*', (context) => page.fetch(context.req.raw, context.env))
  return getRequestListener(all.fetch)
}

export interface PublicListenerOptions extends Pick<ServerOptions, 'forEveryone' | 'log'> {
  readonly platforms: readonly Pick<PublicHttp, 'pathPrefix' | 'handle'>[]
}

export function publicListener({ forEveryone, platforms, log }: PublicListenerOptions): RequestListener {
  const others = getRequestListener(forEveryone.fetch)
  return (request, response) => {
    const platform = platforms.find(({ pathPrefix }) => request.url?.startsWith(pathPrefix))
    if (platform) void answer(platform, request, response, log)
    else void others(request, response)
  }
}

async function answer(
  platform: Pick<PublicHttp, 'handle'>,
  request: IncomingMessage,
  response: ServerResponse,
  log: Pick<Log, 'error'>,
): Promise<void> {
  try {
    await platform.handle(request, response)
  } catch (error) {
    log.error(errorSummary(error), 'a request failed')
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
}

function listen(listener: RequestListener, port: number, host: string | undefined): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, () => resolve(server))
  })
}

function urlOf(server: Server): string {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return `http://${thisMachine}:${port ?? ''}`
}

interface Announcement {
  /** The first is where platforms send to, the last is where the local page is. */
  readonly urls: readonly string[]
  readonly platforms: readonly PublicHttp[]
  readonly page: LocalHttp | undefined
  readonly log: Pick<Log, 'info'>
}

function announce({ urls, platforms, page, log }: Announcement): void {
  log.info({ urls }, 'ready')
  const sentences = ['On the Table is ready.']
  if (page) sentences.push(page.announcement(urls.at(-1) ?? ''))
  for (const platform of platforms) sentences.push(platform.announcement(urls[0] ?? ''))
  process.stdout.write(`${sentences.join(' ')}\n`)
}
