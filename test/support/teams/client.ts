// What Teams sends to the app when people write, press and submit, and when it is added: signed activities.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { Json, StubChannel, StubMessage, StubPerson, StubTeam, StubTenant, TeamsStub } from './stub.ts'

export const appId = '5f7a1c1e-0b3d-4d0e-9a55-0c1d2e3f4a5b'
export const bot = { id: `28:${appId}`, name: 'On the Table' }

export interface Seat {
  readonly tenant: StubTenant
  readonly person: StubPerson
  /** Nothing: alone with the bot. */
  readonly in?:
    | { readonly team: StubTeam; readonly channel: StubChannel }
    | { readonly chat: { readonly id: string } }
}

export interface Answer {
  readonly status: number
  /** As JSON where it is that. */
  readonly body: unknown
  readonly activity: Json
  /** Teams sends the same once more. */
  again(): Promise<Answer>
}

export interface Envelope {
  /** Instead of a good one. */
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Typed {
  /** People whose `@Name` in the text is a live mention. */
  readonly mentions?: readonly StubPerson[]
  readonly id?: string
  /** The first message of the thread, where it is a reply in a channel. */
  readonly root?: string
}

export type Action = Json & { readonly type?: unknown; readonly data?: unknown }

export interface TeamsClient {
  /** In a channel or group chat the bot is mentioned at the beginning, unless the text has `@On the Table`. */
  message(seat: Seat, text: string, typed?: Typed): Promise<Answer>
  /** An `Action.Execute` of a card. */
  press(seat: Seat, message: StubMessage, action: Action, inputs?: Json): Promise<Answer>
  /** An `Action.Submit` of a card that opens a dialog. */
  openDialog(seat: Seat, message: StubMessage, action: Action, inputs?: Json): Promise<Answer>
  /** An `Action.Submit` in the card of a dialog. */
  submitDialog(seat: Seat, action: Action, inputs?: Json): Promise<Answer>
  /** Something of the menu of a message, whose text is HTML, in that place or in a chat where the bot is not. */
  handIn(seat: Seat, command: string, html: string, chat?: Json): Promise<Answer>
  /** An `Action.Submit` in the dialog that opened for it. */
  submitHandedIn(seat: Seat, action: Action, inputs?: Json, chat?: Json): Promise<Answer>
  members(
    seat: Seat,
    change: { readonly added?: readonly Json[]; readonly removed?: readonly Json[] },
  ): Promise<Answer>
  /** `channelDeleted`, `channelRenamed`, `teamDeleted` and so on, with what it is called then. */
  teamEvent(seat: Seat, eventType: string, name?: string): Promise<Answer>
  /** What the stub answers from then on is in line with it. */
  installation(seat: Seat, action: 'add' | 'remove'): Promise<Answer>
  raw(activity: Json, envelope?: Envelope): Promise<Answer>
}

export function teamsClient(url: string, stub: TeamsStub, now: () => number): TeamsClient {
  async function raw(activity: Json, { token, headers }: Envelope = {}): Promise<Answer> {
    const response = await fetch(`${url}/teams/messages`, {
      method: 'POST',
      body: JSON.stringify(activity),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${token ?? stub.token()}`,
        ...headers,
      },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== ''
    const body: unknown = isJson ? JSON.parse(text) : text
    const faults = shownIn(body).flatMap(stub.cardFaults)
    if (faults.length > 0) throw new Error(`Teams would not show it: ${faults.join('; ')}`)
    return { status: response.status, body, activity, again: () => raw(activity) }
  }

  function base({ tenant, person }: Seat, type: string): Json {
    const at = Temporal.Instant.fromEpochMilliseconds(now())
    return {
      type,
      id: `f:${randomUUID()}`,
      timestamp: at.toString(),
      channelId: 'msteams',
      serviceUrl: stub.serviceUrl,
      from: { id: person.id, aadObjectId: person.aadObjectId },
      recipient: bot,
      conversation: { conversationType: 'personal', tenantId: tenant.id, id: stub.chatOf(person) },
      channelData: { tenant: { id: tenant.id } },
    }
  }

  /** What comes from a client of Teams, and so knows its zone and language. */
  function acted(seat: Seat, type: string, thread?: string): Json {
    const { person, tenant } = seat
    const local = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(person.timezone)
    return {
      ...base(seat, type),
      ...placed(seat, thread),
      from: { id: person.id, aadObjectId: person.aadObjectId, name: person.name },
      localTimestamp: local.toString({ timeZoneName: 'never' }),
      localTimezone: person.timezone,
      locale: 'en-NZ',
      entities: [
        {
          type: 'clientInfo',
          locale: 'en-NZ',
          country: 'NZ',
          platform: 'Windows',
          timezone: person.timezone,
        },
      ],
      channelData: channelData(seat, tenant.id),
    }
  }

  function placed({ tenant, in: place }: Seat, thread?: string): Json {
    if (place === undefined) return {}
    const group = { isGroup: true, tenantId: tenant.id }
    if ('chat' in place)
      return { conversation: { ...group, conversationType: 'groupChat', id: place.chat.id } }
    const id = thread === undefined ? place.channel.id : `${place.channel.id};messageid=${thread}`
    return { conversation: { ...group, conversationType: 'channel', id } }
  }

  function invoke(seat: Seat, name: string, value: Json, message?: StubMessage): Promise<Answer> {
    return raw({
      ...acted(seat, 'invoke', message?.root ?? message?.id),
      name,
      value,
      ...(message && { replyToId: message.id }),
    })
  }

  const context = { theme: 'default' }

  return {
    raw,
    message(seat, text, { mentions = [], id = stub.nextId(), root = id } = {}) {
      const isCalled = seat.in === undefined || text.includes(`@${bot.name}`)
      const [marked, found] = mark(isCalled ? text : `@${bot.name} ${text}`, [...mentions, bot])
      const activity = acted(seat, 'message', root)
      return raw({
        ...activity,
        id,
        textFormat: 'plain',
        text: marked,
        attachments: [{ contentType: 'text/html', content: `<p>${marked}</p>` }],
        entities: [...found, ...(activity.entities as readonly Json[])],
      })
    },
    press: (seat, message, { type, verb, title, data }, inputs) =>
      invoke(
        seat,
        'adaptiveCard/action',
        { action: { type, verb, title, data: { ...(data as Json), ...inputs } }, trigger: 'manual' },
        message,
      ),
    openDialog: (seat, message, { data }, inputs) =>
      invoke(seat, 'task/fetch', { data: { ...(data as Json), ...inputs }, context }, message),
    submitDialog: (seat, { data }, inputs) =>
      invoke(seat, 'task/submit', { data: { ...(data as Json), ...inputs }, context }),
    handIn: (seat, commandId, content, chat) =>
      raw({
        ...acted(seat, 'invoke'),
        ...(chat && { conversation: chat }),
        name: 'composeExtension/fetchTask',
        value: {
          commandId,
          commandContext: 'message',
          requestId: randomUUID(),
          context,
          messagePayload: { id: stub.nextId(), body: { contentType: 'html', content } },
        },
      }),
    submitHandedIn: (seat, { data }, inputs, chat) =>
      raw({
        ...acted(seat, 'invoke'),
        ...(chat && { conversation: chat }),
        name: 'composeExtension/submitAction',
        value: { commandContext: 'message', context, data: { ...(data as Json), ...inputs } },
      }),
    members(seat, { added, removed }) {
      const team = teamOf(seat)
      const eventType = added ? 'teamMemberAdded' : 'teamMemberRemoved'
      return raw({
        ...base(seat, 'conversationUpdate'),
        ...placed(seat),
        ...(added && { membersAdded: added }),
        ...(removed && { membersRemoved: removed }),
        channelData: { ...(team && { team, eventType }), tenant: { id: seat.tenant.id } },
      })
    },
    teamEvent(seat, eventType, name) {
      const place = seat.in
      if (place === undefined || 'chat' in place) throw new Error('That happens in teams only.')
      const { channel, team } = place
      const { id, name: called } = eventType.startsWith('channel') ? channel : team
      const about = { id, name: name ?? called }
      return raw({
        ...base(seat, 'conversationUpdate'),
        // Of what happens to a team or a channel, Teams tells in the conversation of the team.
        ...placed({ ...seat, in: { team, channel: { ...channel, id: team.id } } }),
        channelData: {
          ...(eventType.startsWith('channel') ? { channel: about, team: { id: team.id } } : { team: about }),
          eventType,
          tenant: { id: seat.tenant.id },
        },
      })
    },
    installation(seat, action) {
      const where = seat.in === undefined ? seat.person : 'chat' in seat.in ? seat.in.chat : seat.in.team
      if (action === 'add') stub.install(where)
      else stub.uninstall(where)
      const channel = seat.in && 'channel' in seat.in ? { id: seat.in.channel.id } : undefined
      return raw({
        ...base(seat, 'installationUpdate'),
        ...placed(seat),
        action,
        locale: 'en-NZ',
        entities: [{ type: 'clientInfo', locale: 'en-NZ' }],
        channelData: {
          ...(channel && { settings: { selectedChannel: channel }, channel, team: teamOf(seat) }),
          tenant: { id: seat.tenant.id },
          source: { name: 'message' },
        },
      })
    },
  }
}

function channelData({ in: place }: Seat, tenant: string): Json {
  if (place === undefined || 'chat' in place) return { tenant: { id: tenant } }
  const { team, channel } = place
  return {
    teamsChannelId: channel.id,
    teamsTeamId: team.id,
    channel: { id: channel.id },
    team: { id: team.id },
    tenant: { id: tenant },
  }
}

function teamOf({ in: place }: Seat): Json | undefined {
  return place && 'team' in place ? { id: place.team.id, name: place.team.name } : undefined
}

/** Each `@Name` as it stands in what Teams sends, and an entity for each time. */
function mark(text: string, people: readonly { id: string; name: string }[]): [string, readonly Json[]] {
  const found: Json[] = []
  const names = people.map(({ name }) => RegExp.escape(name)).join('|')
  const marked = text.replace(new RegExp(`@(${names})`, 'gu'), (_, name: string) => {
    const mentioned = people.find((one) => one.name === name)
    const at = `<at>${name}</at>`
    found.push({ type: 'mention', text: at, mentioned: { id: mentioned?.id, name } })
    return at
  })
  return [marked, found]
}

/** The cards in the answer to an invoke. */
function shownIn(body: unknown): readonly unknown[] {
  const { value, task } = Object(body) as {
    value?: unknown
    task?: { value?: { card?: { content?: unknown } } }
  }
  const isCard = Object(value).type === 'AdaptiveCard'
  const dialog = task?.value?.card?.content
  return [...(isCard ? [value] : []), ...(dialog === undefined ? [] : [dialog])]
}

export interface TokenOptions {
  readonly audience?: string
  readonly issuer?: string
  readonly serviceUrl?: string
  /** In seconds; the framework forgives five minutes. */
  readonly expiresIn?: number
  readonly kid?: string
  /** Signed with another key. */
  readonly forged?: boolean
}

export const issuer = 'https://api.botframework.com'

const keyId = 'the-key-of-teams'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const forger = generateKeyPairSync('rsa', { modulusLength: 2048 })

export function publicKey(): Json {
  return { ...keys.publicKey.export({ format: 'jwk' }), use: 'sig', kid: keyId, endorsements: ['msteams'] }
}

export function signed(options: TokenOptions): string {
  const { audience: aud = appId, issuer: iss = issuer, expiresIn = 3_600, kid = keyId } = options
  const exp = Math.floor(Date.now() / 1000) + expiresIn
  const claims = { serviceurl: options.serviceUrl, nbf: exp - 3_600, exp, iss, aud }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })}.${part(claims)}`
  const key = options.forged ? forger.privateKey : keys.privateKey
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
