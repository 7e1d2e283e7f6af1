// The other end of socket mode: what `apps.connections.open` leads to, and envelopes with their acknowledgements.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Json, SlackStub } from './stub.ts'

/** As far as it is used here; it comes along with other packages of the tests. */
interface Socket {
  send(text: string): void
  close(): void
  terminate(): void
  on(event: 'message' | 'close', listener: (data: Buffer) => void): void
}
interface SocketServer {
  readonly clients: ReadonlySet<Socket>
  on(event: 'connection', listener: (socket: Socket) => void): void
  close(): void
}
const { Server: WebSocketServer } = createRequire(import.meta.url)('ws') as {
  Server: new (options: object) => SocketServer
}

export const appToken = 'xapp-1-A0TABLE-right'

export interface SlackSocket {
  /** How often the app has connected. */
  connected(): number
  /** The payload with which the app acknowledges the envelope. */
  deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json): Promise<Json>
  /** Slack asks the app to connect anew, as it does every few hours. */
  refresh(): void
  /** The connection breaks. */
  drop(): void
  close(): Promise<void>
}

export async function openSlackSocket(stub: SlackStub): Promise<SlackSocket> {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  const waiting = new Map<string, (payload: Json) => void>()
  let connected = 0
  sockets.on('connection', (socket) => {
    connected += 1
    socket.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(data.toString()) as { envelope_id: string; payload: Json }
      waiting.get(envelope_id)?.(payload)
      waiting.delete(envelope_id)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0TABLE' } }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  stub.connection = (token) => (token === appToken ? `ws://127.0.0.1:${port}/link` : undefined)
  const toAll = (message: Json) => {
    for (const socket of sockets.clients) socket.send(JSON.stringify(message))
  }

  return {
    connected: () => connected,
    deliver(type, payload) {
      const envelope_id = randomUUID()
      const { promise, resolve } = Promise.withResolvers<Json>()
      waiting.set(envelope_id, resolve)
      toAll({ envelope_id, type, payload, accepts_response_payload: type !== 'events_api' })
      return promise
    },
    refresh: () => toAll({ type: 'disconnect', reason: 'refresh_requested' }),
    drop() {
      for (const socket of sockets.clients) socket.terminate()
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.close()
      server.closeAllConnections()
    },
  }
}
