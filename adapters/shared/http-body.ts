// HTTP as every platform uses it: a request body is read up to a limit, and a response is sent once.
import type { IncomingMessage, ServerResponse } from 'node:http'

/** No platform sends a larger body. */
export const maxBodyBytes = 256 * 1024

/** Resolves to `undefined` when the body is longer than `maxBodyBytes`, or broke off. */
export function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  return new Promise((resolve) => {
    request.on('data', (part: Buffer) => {
      length += part.length
      // The rest is read and thrown away, so that the sender gets to read the response.
      if (length <= maxBodyBytes) parts.push(part)
      else if (length > 8 * maxBodyBytes) resolve(undefined)
    })
    request.once('end', () => {
      if (length > maxBodyBytes) resolve(undefined)
      else resolve(Buffer.concat(parts).toString('utf8'))
    })
    request.once('error', () => resolve(undefined))
  })
}

/** Sends JSON, or no content when there is no body. A second response to the same request is ignored. */
export function sendResponse(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent) return
  if (body === undefined || body === '') {
    response.writeHead(status).end()
    return
  }
  const bytes = Buffer.from(JSON.stringify(body))
  // With its length the response leaves in one piece.
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
    .end(bytes)
}
