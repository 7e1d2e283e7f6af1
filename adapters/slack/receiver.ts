// Slack's requests over HTTP: who sent them, how long they are, and what they hold; then they go to Bolt.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import { bodyOf, end } from '../web.ts'

/** How far a request's own time may be from ours, before and after. */
const mostSkew = 300_000
/** Slack gives up after three seconds; an answer that takes longer is given in another way. */
const latest = 2_500

export interface HttpReceiver extends Receiver {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

export interface ReceiverOptions {
  readonly signingSecret: string
  readonly now: () => number
  readonly log: { error(about: object, sentence: string): void }
}

export function createReceiver({ signingSecret, now, log }: ReceiverOptions): HttpReceiver {
  let app: App | undefined

  async function take(event: ReceiverEvent): Promise<void> {
    try {
      await app?.processEvent(event)
    } catch (error) {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a request of Slack failed')
      await event.ack().catch(() => {})
    }
  }

  return {
    init(given) {
      app = given
    },
    start: async () => {},
    stop: async () => {},
    async handle(request, response) {
      const body = await bodyOf(request)
      if (body === undefined) return end(response, 413)
      if (!isFromSlack(request, body, signingSecret, now())) return end(response, 401)
      const read = parseBody(request.headers['content-type'] ?? '', body)
      if (read === undefined) return end(response, 400)
      if (read.ssl_check !== undefined) return end(response, 200)
      if (read.type === 'url_verification') return end(response, 200, { challenge: String(read.challenge) })
      const ack = onceTo(response)
      const late = setTimeout(() => ack(), latest)
      await take({ body: read, ack })
      clearTimeout(late)
      await ack()
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
  return typeof form.payload === 'string' ? JSON.parse(form.payload) : { ...form }
}

/** Bolt's acknowledgement: the first one counts. */
function onceTo(response: ServerResponse): (answer?: unknown) => Promise<void> {
  return async (answer) => {
    if (response.writableEnded) return
    end(response, 200, answer)
  }
}
