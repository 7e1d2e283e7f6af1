// An HTTP server on a free local port that knows which requests are still being handled.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LocalServer {
  readonly url: string
  /** Resolves when no request is being handled. */
  settled(): Promise<void>
  close(): Promise<void>
}

export async function openLocalServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LocalServer> {
  const working = new Set<Promise<unknown>>()
  const server = createServer((request, response) => {
    const work = handle(request, response).finally(() => working.delete(work))
    working.add(work)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async settled() {
      while (working.size > 0) await Promise.allSettled([...working])
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
