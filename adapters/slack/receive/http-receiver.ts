// Slack's requests over HTTP: who sent them, how long they are, and what they hold; then they go to Bolt.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import type { App, Receiver } from '@slack/bolt'
import { readBody, sendResponse } from '../../shared/http-body.ts'
import type { InFlightRequests } from './ack-deadline.ts'

/** How far a request's own time may be from ours, before and after. */
const mostSkew = 300_000

export interface HttpReceiver extends Receiver {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

export interface ReceiverOptions {
  readonly signingSecret: string
  readonly now: () => number
  readonly intake: InFlightRequests
}

export function createReceiver({ signingSecret, now, intake }: ReceiverOptions): HttpReceiver {
  let app: App | undefined

  return {
    init(given) {
      app = given
    },
    start: async () => {},
    stop: async () => {},
    async handle(request, response) {
      const body = await readBody(request)
      if (body === undefined) return sendResponse(response, 413)
      if (!isFromSlack(request, body, signingSecret, now())) return sendResponse(response, 401)
      const read = parseBody(request.headers['content-type'] ?? '', body)
      if (read === undefined) return sendResponse(response, 400)
      if (read.ssl_check !== undefined) return sendResponse(response, 200)
      if (read.type === 'url_verification')
        return sendResponse(response, 200, { challenge: String(read.challenge) })
      // Slack delivers it again, to whoever is there then.
      if (app === undefined || intake.isStopped) return sendResponse(response, 503)
      await intake.run(app, { body: read, ack: onceTo(response) }).catch(() => sendResponse(response, 500))
    },
  }
}

function isFromSlack(request: IncomingMessage, body: string, signingSecret: string, now: number): boolean {
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = request.headers
  if (typeof timestamp !== 'string' || !/^\d+$/.test(timestamp) || typeof signature !== 'string') return false
  // Bolt's own check looks only at requests that are too old.
  if (Math.abs(now - Number(timestamp) * 1_000) > mostSkew) return false
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const [given, right] = [Buffer.from(signature), Buffer.from(`v0=${digest}`)]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Nothing for what is no object. */
function parseBody(type: string, body: string): Record<string, unknown> | undefined {
  try {
    const read = type.startsWith('application/json') ? JSON.parse(body) : readForm(body)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined
  } catch {
    return undefined
  }
}

function readForm(body: string): unknown {
  const form = parse(body)
  return typeof form.payload === 'string' ? JSON.parse(form.payload) : form
}

/**
 * Bolt's acknowledgement: the first one counts. Those of one turn of the event loop leave together: each by itself
 * would wake whoever listens at the other end once more, which under load costs more than the answer.
 */
function onceTo(response: ServerResponse): (answer?: unknown) => Promise<void> {
  let first: Promise<void> | undefined
  return (answer) => {
    first ??= turnEnds().then(() => sendResponse(response, 200, answer))
    return first
  }
}

let turn: Promise<void> | undefined

function turnEnds(): Promise<void> {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined
      resolve()
    })
  })
  return turn
}
