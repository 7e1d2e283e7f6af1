// Slack's requests over HTTP: checks their length, sender and form, and hands them to Bolt.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import type { App, Receiver } from '@slack/bolt'
import { readBody, sendResponse } from '../../shared/http-body.ts'
import type { InFlightRequests } from './in-flight-requests.ts'

/** How far the timestamp of a request may be from our clock, before and after, in milliseconds. */
const maxClockSkew = 300_000

export interface HttpReceiver extends Receiver {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

export interface ReceiverOptions {
  readonly signingSecret: string
  readonly now: () => number
  readonly inFlight: InFlightRequests
}

export function createReceiver(options: ReceiverOptions): HttpReceiver {
  const { inFlight } = options
  let app: App | undefined

  return {
    init(boltApp) {
      app = boltApp
    },
    start: async () => {},
    stop: async () => {},
    async handle(request, response) {
      const text = await readBody(request)
      if (text === undefined) return sendResponse(response, 413)
      if (!isFromSlack(request, text, options)) return sendResponse(response, 401)
      const body = parseBody(request.headers['content-type'] ?? '', text)
      if (body === undefined) return sendResponse(response, 400)
      if (body.ssl_check !== undefined) return sendResponse(response, 200)
      if (body.type === 'url_verification')
        return sendResponse(response, 200, { challenge: String(body.challenge) })
      // Slack delivers it again, to a process that is running then.
      if (app === undefined || inFlight.isStopped) return sendResponse(response, 503)
      await inFlight.run(app, { body, ack: ackOnce(response) }).catch(() => sendResponse(response, 500))
    },
  }
}

function isFromSlack(
  request: IncomingMessage,
  body: string,
  { signingSecret, now }: ReceiverOptions,
): boolean {
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = request.headers
  if (typeof timestamp !== 'string' || !/^\d+$/.test(timestamp) || typeof signature !== 'string') return false
  // Bolt's own check refuses only requests that are too old.
  if (Math.abs(now() - Number(timestamp) * 1_000) > maxClockSkew) return false
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const actual = Buffer.from(signature)
  const expected = Buffer.from(`v0=${digest}`)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** Returns `undefined` when the body is no object. */
function parseBody(type: string, text: string): Record<string, unknown> | undefined {
  try {
    const body = type.startsWith('application/json') ? JSON.parse(text) : parseForm(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined
  } catch {
    return undefined
  }
}

function parseForm(text: string): unknown {
  const form = parse(text)
  return typeof form.payload === 'string' ? JSON.parse(form.payload) : form
}

/**
 * Bolt's acknowledgement, of which the first counts. Acknowledgements of one turn of the event loop are sent together:
 * separate writes wake the client once each, which costs more under load than the response.
 */
function ackOnce(response: ServerResponse): (body?: unknown) => Promise<void> {
  let first: Promise<void> | undefined
  return (body) => {
    first ??= endOfTurn().then(() => sendResponse(response, 200, body))
    return first
  }
}

let currentTurn: Promise<void> | undefined

function endOfTurn(): Promise<void> {
  currentTurn ??= new Promise((resolve) => {
    setImmediate(() => {
      currentTurn = undefined
      resolve()
    })
  })
  return currentTurn
}
