// What platforms that speak to us over HTTP have in common: a body that is read up to a limit, and an answer.
import type { IncomingMessage, ServerResponse } from 'node:http'

/** In bytes; no platform sends more. */
export const mostBody = 256 * 1024

/** Nothing when it is longer than `mostBody`, or broke off. */
export function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  return new Promise((resolve) => {
    request.on('data', (part: Buffer) => {
      length += part.length
      // The rest is read and thrown away, so that the answer can be heard.
      if (length <= mostBody) parts.push(part)
      else if (length > 8 * mostBody) resolve(undefined)
    })
    request.once('end', () => resolve(length > mostBody ? undefined : Buffer.concat(parts).toString('utf8')))
    request.once('error', () => resolve(undefined))
  })
}

/** Answers once, with JSON where there is a body. */
export function end(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent) return
  if (body === undefined || body === '') {
    response.writeHead(status).end()
    return
  }
  const bytes = Buffer.from(JSON.stringify(body))
  // With its length it leaves in one piece.
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
    .end(bytes)
}
