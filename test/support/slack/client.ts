// What Slack's own client and servers do when people type, press and submit: signed requests to the app.
import { createHmac } from 'node:crypto'
import type { Json, SlackStub, StubMessage, StubTeam, StubUser } from './stub.ts'

export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'

export interface Seat {
  readonly team: StubTeam
  readonly user: StubUser
  readonly channel: string
}

export interface SlackClient {
  command(seat: Seat, text: string): Promise<Response>
  /** What is typed into the conversation with the app. */
  direct(seat: Seat, text: string, event?: string): Promise<Response>
  mention(seat: Seat, text: string, event?: string): Promise<Response>
  event(team: StubTeam, event: Json, id?: string, time?: number): Promise<Response>
  press(seat: Seat, message: StubMessage, button: Json, state?: Json): Promise<Response>
  pressInModal(seat: Seat, button: Json): Promise<Response>
  /** Submits the modal that this person sees; what Slack does with the answer is done. */
  submit(seat: Seat, values: Json): Promise<Response>
  shortcut(seat: Seat, callback: string, message?: string): Promise<Response>
  /** Any body, as Slack would sign it, or otherwise. */
  raw(body: string, headers?: Readonly<Record<string, string>>): Promise<Response>
}

export function slackClient(url: string, stub: SlackStub, now: () => number): SlackClient {
  let events = 0

  function raw(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const timestamp = headers['x-slack-request-timestamp'] ?? String(Math.floor(now() / 1000))
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`
    return fetch(`${url}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
        ...headers,
      },
    })
  }

  const form = (fields: Readonly<Record<string, string>>) => raw(String(new URLSearchParams(fields)))
  const payload = (body: Json) => form({ payload: JSON.stringify(body) })
  const origin = ({ team, user }: Seat) => ({
    team: { id: team.id, domain: team.name },
    user: { id: user.id, username: 'not to be trusted', team_id: team.id },
    api_app_id: 'A1',
    is_enterprise_install: false,
    enterprise: null,
  })

  const client: SlackClient = {
    raw,
    async command(seat, text) {
      const answer = await form({
        command: '/network',
        text,
        team_id: seat.team.id,
        team_domain: seat.team.name,
        channel_id: seat.channel,
        channel_name: 'a-channel',
        user_id: seat.user.id,
        user_name: 'not to be trusted',
        api_app_id: 'A1',
        is_enterprise_install: 'false',
        trigger_id: stub.triggerFor(seat.user.id),
        response_url: stub.responseUrlFor(seat.team.id, seat.channel, seat.user.id),
      })
      const said = await answer.text()
      if (said !== '') stub.answered(seat.team.id, seat.channel, seat.user.id, JSON.parse(said) as Json)
      return new Response(said, { status: answer.status })
    },
    event: (team, event, id = `Ev${++events}`, event_time = Math.floor(now() / 1_000)) =>
      raw(
        JSON.stringify({
          type: 'event_callback',
          event_id: id,
          event_time,
          team_id: team.id,
          api_app_id: 'A1',
          event,
          authorizations: [
            { team_id: team.id, enterprise_id: null, is_enterprise_install: false, is_bot: true },
          ],
        }),
        { 'content-type': 'application/json' },
      ),
    direct: ({ team, user }, text, id) =>
      client.event(
        team,
        {
          type: 'message',
          channel_type: 'im',
          channel: stub.directChannel(team.id, user.id),
          user: user.id,
          team: team.id,
          text,
          ts: '1700000001.000100',
        },
        id,
      ),
    mention: ({ team, user, channel }, text, id) =>
      client.event(
        team,
        {
          type: 'app_mention',
          channel,
          user: user.id,
          team: team.id,
          text: `<@${team.bot}> ${text}`,
          ts: '1700000001.000200',
        },
        id,
      ),
    press: (seat, message, button, state) =>
      payload({
        type: 'block_actions',
        ...origin(seat),
        trigger_id: stub.triggerFor(seat.user.id),
        response_url: stub.responseUrlFor(seat.team.id, message.channel, seat.user.id),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: message.only !== undefined,
        },
        channel: { id: message.channel, name: 'a-channel' },
        // Of what only one person sees, Slack does not send the message along.
        ...(message.only === undefined && {
          message: { ts: message.ts, text: message.text, blocks: message.blocks },
        }),
        state: { values: state ?? {} },
        actions: [{ ...button, block_id: 'b', action_ts: '1700000002.000000' }],
      }),
    pressInModal(seat, button) {
      const modal = stub.modals.get(seat.user.id)
      return payload({
        type: 'block_actions',
        ...origin(seat),
        trigger_id: stub.triggerFor(seat.user.id),
        container: { type: 'view', view_id: modal?.id },
        view: { ...modal?.view, id: modal?.id, hash: modal?.hash, app_installed_team_id: seat.team.id },
        actions: [{ ...button, block_id: 'b', action_ts: '1700000002.000000' }],
      })
    },
    async submit(seat, values) {
      const modal = stub.modals.get(seat.user.id)
      if (modal === undefined) throw new Error('No modal is open.')
      const { id, hash, view } = modal
      const answer = await payload({
        type: 'view_submission',
        ...origin(seat),
        trigger_id: stub.triggerFor(seat.user.id),
        view: { ...view, id, hash, state: { values }, app_installed_team_id: seat.team.id },
      })
      if (answer.status !== 200) return answer
      const text = await answer.text()
      const said = (text === '' ? {} : JSON.parse(text)) as {
        response_action?: string
        view?: Json
        errors?: Json
      }
      if (said.response_action === 'update' && said.view)
        stub.modals.set(seat.user.id, { ...modal, view: said.view })
      else if (said.response_action !== 'errors') stub.modals.delete(seat.user.id)
      return new Response(text, { status: 200 })
    },
    shortcut: (seat, callback_id, text) =>
      payload({
        type: text === undefined ? 'shortcut' : 'message_action',
        ...origin(seat),
        callback_id,
        trigger_id: stub.triggerFor(seat.user.id),
        ...(text !== undefined && {
          response_url: stub.responseUrlFor(seat.team.id, seat.channel, seat.user.id),
          channel: { id: seat.channel, name: 'a-channel' },
          message: { type: 'message', user: seat.user.id, ts: '1700000003.000000', text },
          message_ts: '1700000003.000000',
        }),
        action_ts: '1700000003.000100',
      }),
  }
  return client
}

/** As Slack escapes what people type. */
export function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
