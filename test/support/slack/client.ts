// Slack's own client and servers, when people type, press and submit: they send signed requests to the app.
import { createHmac } from 'node:crypto'
import type { Json, SlackStub, StubMessage, StubTeam, StubUser } from './stub.ts'

export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'

/** A person in front of a channel. */
export interface Seat {
  readonly team: StubTeam
  readonly user: StubUser
  readonly channel: string
}

type Headers = Readonly<Record<string, string>>

interface EventOptions {
  readonly id?: string
  /** In seconds since 1970. */
  readonly time?: number
}

export interface SlackClient {
  command(seat: Seat, text: string): Promise<Response>
  /** Types into the conversation with the app. */
  direct(seat: Seat, text: string, eventId?: string): Promise<Response>
  mention(seat: Seat, text: string, eventId?: string): Promise<Response>
  event(team: StubTeam, event: Json, options?: EventOptions): Promise<Response>
  press(seat: Seat, message: StubMessage, button: Json, state?: Json): Promise<Response>
  pressInModal(seat: Seat, button: Json): Promise<Response>
  /** Submits the modal that this person sees, and updates or closes it as the response says. */
  submit(seat: Seat, values: Json): Promise<Response>
  shortcut(seat: Seat, callback: string, message?: string): Promise<Response>
  /** Any body, signed as Slack does. The headers override Slack's own. */
  raw(body: string, headers?: Headers): Promise<Response>
}

export function slackClient(url: string, stub: SlackStub, now: () => number): SlackClient {
  const raw = (body: string, headers: Headers = {}) => sendSigned(url, { body, headers, now: now() })
  const form = (fields: Readonly<Record<string, string>>) => raw(String(new URLSearchParams(fields)))
  const payload = (body: Json) => form({ payload: JSON.stringify(body) })
  let events = 0

  function event(team: StubTeam, content: Json, options: EventOptions = {}): Promise<Response> {
    const { id = `Ev${++events}`, time = Math.floor(now() / 1_000) } = options
    const body = eventBody(team, content, { id, time })
    return raw(JSON.stringify(body), { 'content-type': 'application/json' })
  }

  return {
    raw,
    event,
    async command(seat, text) {
      const response = await form(commandBody(stub, seat, text))
      const shown = await response.text()
      if (shown !== '') stub.showResponse(recipientOf(seat), JSON.parse(shown) as Json)
      return new Response(shown, { status: response.status })
    },
    direct: ({ team, user }, text, id) =>
      event(team, directMessage(stub.directChannel(team.id, user.id), { team, user, text }), { id }),
    mention: ({ team, user, channel }, text, id) =>
      event(team, mentionOf(channel, { team, user, text }), { id }),
    press: (seat, message, button, state) => payload(messagePress(stub, seat, { message, button, state })),
    pressInModal: (seat, button) => payload(modalPress(stub, seat, button)),
    async submit(seat, values) {
      const response = await payload(viewSubmission(stub, seat, values))
      if (response.status !== 200) return response
      const text = await response.text()
      applyViewResponse(stub, seat.user.id, text)
      return new Response(text, { status: 200 })
    },
    shortcut: (seat, callback, message) => payload(shortcutBody(stub, seat, { callback, message })),
  }
}

function sendSigned(
  url: string,
  { body, headers, now }: { readonly body: string; readonly headers: Headers; readonly now: number },
): Promise<Response> {
  const timestamp = headers['x-slack-request-timestamp'] ?? String(Math.floor(now / 1_000))
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return fetch(`${url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
      ...headers,
    },
  })
}

function recipientOf({ team, user, channel }: Seat) {
  return { team: team.id, channel, user: user.id }
}

function commandBody(stub: SlackStub, seat: Seat, text: string): Readonly<Record<string, string>> {
  const { team, user, channel } = seat
  return {
    command: '/network',
    text,
    team_id: team.id,
    team_domain: team.name,
    channel_id: channel,
    channel_name: 'a-channel',
    user_id: user.id,
    user_name: 'not to be trusted',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    trigger_id: stub.triggerFor(user.id),
    response_url: stub.responseUrlFor(recipientOf(seat)),
  }
}

function eventBody(team: StubTeam, event: Json, { id, time }: Required<EventOptions>): Json {
  return {
    type: 'event_callback',
    event_id: id,
    event_time: time,
    team_id: team.id,
    api_app_id: 'A1',
    event,
    authorizations: [{ team_id: team.id, enterprise_id: null, is_enterprise_install: false, is_bot: true }],
  }
}

interface TypedText {
  readonly team: StubTeam
  readonly user: StubUser
  readonly text: string
}

function directMessage(channel: string, { team, user, text }: TypedText): Json {
  return {
    type: 'message',
    channel_type: 'im',
    channel,
    user: user.id,
    team: team.id,
    text,
    ts: '1700000001.000100',
  }
}

function mentionOf(channel: string, { team, user, text }: TypedText): Json {
  return {
    type: 'app_mention',
    channel,
    user: user.id,
    team: team.id,
    text: `<@${team.bot}> ${text}`,
    ts: '1700000001.000200',
  }
}

/** The fields that every interaction has. */
function interaction(stub: SlackStub, { team, user }: Seat): Json {
  return {
    team: { id: team.id, domain: team.name },
    user: { id: user.id, username: 'not to be trusted', team_id: team.id },
    api_app_id: 'A1',
    is_enterprise_install: false,
    enterprise: null,
    trigger_id: stub.triggerFor(user.id),
  }
}

interface PressInMessage {
  readonly message: StubMessage
  readonly button: Json
  readonly state: Json | undefined
}

function messagePress(stub: SlackStub, seat: Seat, { message, button, state = {} }: PressInMessage): Json {
  const { channel, ts, text, blocks, only } = message
  const isEphemeral = only !== undefined
  return {
    type: 'block_actions',
    ...interaction(stub, seat),
    response_url: stub.responseUrlFor({ ...recipientOf(seat), channel }),
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral },
    channel: { id: channel, name: 'a-channel' },
    // Slack does not send an ephemeral message along.
    message: isEphemeral ? undefined : { ts, text, blocks },
    state: { values: state },
    actions: [{ ...button, block_id: 'b', action_ts: '1700000002.000000' }],
  }
}

function modalPress(stub: SlackStub, seat: Seat, button: Json): Json {
  const modal = stub.modals.get(seat.user.id)
  return {
    type: 'block_actions',
    ...interaction(stub, seat),
    container: { type: 'view', view_id: modal?.id },
    view: { ...modal?.view, id: modal?.id, hash: modal?.hash, app_installed_team_id: seat.team.id },
    actions: [{ ...button, block_id: 'b', action_ts: '1700000002.000000' }],
  }
}

function viewSubmission(stub: SlackStub, seat: Seat, values: Json): Json {
  const modal = stub.modals.get(seat.user.id)
  if (modal === undefined) throw new Error('No modal is open.')
  const { id, hash, view } = modal
  return {
    type: 'view_submission',
    ...interaction(stub, seat),
    view: { ...view, id, hash, state: { values }, app_installed_team_id: seat.team.id },
  }
}

function applyViewResponse(stub: SlackStub, user: string, text: string): void {
  const { response_action, view } = (text === '' ? {} : JSON.parse(text)) as {
    response_action?: string
    view?: Json
  }
  const modal = stub.modals.get(user)
  if (response_action === 'update' && view !== undefined && modal !== undefined)
    stub.modals.set(user, { ...modal, view })
  else if (response_action !== 'errors') stub.modals.delete(user)
}

interface Shortcut {
  readonly callback: string
  /** The message whose menu was used. A global shortcut has none. */
  readonly message: string | undefined
}

function shortcutBody(stub: SlackStub, seat: Seat, { callback, message }: Shortcut): Json {
  const body = {
    ...interaction(stub, seat),
    callback_id: callback,
    action_ts: '1700000003.000100',
  }
  if (message === undefined) return { ...body, type: 'shortcut' }
  const ts = '1700000003.000000'
  return {
    ...body,
    type: 'message_action',
    response_url: stub.responseUrlFor(recipientOf(seat)),
    channel: { id: seat.channel, name: 'a-channel' },
    message: { type: 'message', user: seat.user.id, ts, text: message },
    message_ts: ts,
  }
}

/** Text as Slack escapes it when people type it. */
export function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
