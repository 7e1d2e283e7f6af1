// The HTTP servers: one for the world, where a platform needs it, and one for the playground, for this machine alone.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Config } from '../config.ts'
import { errorSummary } from '../util/log.ts'

export interface ServerOptions {
  readonly config: Config
  readonly log: Log
  /** What operators ask, and files that people fetch. */
  readonly forAll: Hono
  readonly playground: Hono | undefined
  /** Answer what comes to paths under `/slack/` and `/teams/`. */
  readonly platforms: Readonly<Partial<Record<'slack' | 'teams', WebHandler>>>
  /** Done before the first request is taken. */
  readonly ready: () => Promise<void>
}

interface Log {
  info(about: object, sentence: string): void
  error(about: object, sentence: string): void
}

interface WebHandler {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** The playground lets whoever reaches it be anyone. */
const thisMachine = '127.0.0.1'

/** Ends when everything listens; what it returns closes all of it. */
export async function startServers(options: ServerOptions): Promise<() => void> {
  const { config, playground, platforms, ready } = options
  const servers: Server[] = []
  await ready()
  try {
    if (Object.keys(platforms).length === 0) {
      const all = new Hono().route('/', options.forAll)
      if (playground) all.route('/', playground)
      servers.push(await listen(getRequestListener(all.fetch), config.port, thisMachine))
    } else {
      // Where nobody is checked, nobody else may come in.
      const host = config.teams !== undefined && config.teams.app === undefined ? thisMachine : undefined
      servers.push(await listen(publicListener(options), config.port, host))
      // A proxy on this machine would look like this machine, so the playground has a port of its own.
      const beside = config.port === 0 ? 0 : config.port + 1
      if (playground) servers.push(await listen(getRequestListener(playground.fetch), beside, thisMachine))
    }
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
  announce(servers, options)
  return () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
}

export function publicListener({
  forAll,
  platforms: { slack, teams },
  log,
}: Pick<ServerOptions, 'forAll' | 'platforms' | 'log'>): RequestListener {
  const others = getRequestListener(forAll.fetch)
  const answer = (handler: WebHandler, request: IncomingMessage, response: ServerResponse) =>
    handler.handle(request, response).catch((error) => {
      log.error(errorSummary(error), 'a request failed')
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  return (request, response) => {
    if (slack && request.url?.startsWith('/slack/')) void answer(slack, request, response)
    else if (teams && request.url?.startsWith('/teams/')) void answer(teams, request, response)
    else void others(request, response)
  }
}

function listen(listener: RequestListener, port: number, host: string | undefined): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, () => resolve(server))
  })
}

function announce(servers: readonly Server[], { log, playground, platforms }: ServerOptions): void {
  const urls = servers.map((server) => {
    const address = server.address()
    return `http://${thisMachine}:${typeof address === 'object' ? address?.port : ''}`
  })
  log.info({ urls }, 'ready')
  const shown = playground ? ` Open ${urls.at(-1)} in your browser.` : ''
  const slack = platforms.slack ? ` Slack is answered at ${urls[0]}/slack/events.` : ''
  const teams = platforms.teams ? ` Teams is answered at ${urls[0]}/teams/messages.` : ''
  process.stdout.write(`On the Table is ready.${shown}${slack}${teams}\n`)
}
