// The activities that Teams sends to the app: what they say about the person, the place and the time.
import { randomUUID } from 'node:crypto'
import { appId } from './tokens.ts'
import type { Json, StubChannel, StubPerson, StubTeam, StubTenant } from './types.ts'

export const bot = { id: `28:${appId}`, name: 'On the Table' }

export interface Seat {
  readonly tenant: StubTenant
  readonly person: StubPerson
  /** Absent in the personal chat with the bot. */
  readonly place?:
    | { readonly team: StubTeam; readonly channel: StubChannel }
    | { readonly chat: { readonly id: string } }
}

/** What the activities depend on besides the seat. */
export interface ActivityContext {
  readonly serviceUrl: string
  now(): number
  chatOf(person: StubPerson): string
}

/** An activity that Teams itself sends, in the personal chat unless the conversation is replaced. */
function systemActivity({ tenant, person }: Seat, type: string, context: ActivityContext) {
  const at = Temporal.Instant.fromEpochMilliseconds(context.now())
  return {
    type,
    id: `f:${randomUUID()}`,
    timestamp: at.toString(),
    channelId: 'msteams',
    serviceUrl: context.serviceUrl,
    from: { id: person.id, aadObjectId: person.aadObjectId },
    recipient: bot,
    conversation: { conversationType: 'personal', tenantId: tenant.id, id: context.chatOf(person) },
    channelData: { tenant: { id: tenant.id } },
  }
}

/** An activity that comes from a client of Teams, which knows the person's time zone and language. */
export function clientActivity(seat: Seat, type: string, context: ActivityContext, thread?: string) {
  const { person, tenant } = seat
  const local = Temporal.Instant.fromEpochMilliseconds(context.now()).toZonedDateTimeISO(person.timezone)
  return {
    ...systemActivity(seat, type, context),
    ...conversationOf(seat, thread),
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
    channelData: channelDataOf(seat, tenant.id),
  }
}

/** The `conversation` of an activity in a channel or group chat; empty in the personal chat. */
function conversationOf({ tenant, place }: Seat, thread?: string): Json {
  if (place === undefined) return {}
  const group = { isGroup: true, tenantId: tenant.id }
  if ('chat' in place) return { conversation: { ...group, conversationType: 'groupChat', id: place.chat.id } }
  const id = thread === undefined ? place.channel.id : `${place.channel.id};messageid=${thread}`
  return { conversation: { ...group, conversationType: 'channel', id } }
}

function channelDataOf({ place }: Seat, tenant: string): Json {
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

/** Members were added or removed. */
export function membersActivity(
  seat: Seat,
  { added, removed }: { readonly added?: readonly Json[]; readonly removed?: readonly Json[] },
  context: ActivityContext,
): Json {
  const team = teamOf(seat)
  const tenant = { id: seat.tenant.id }
  const eventType = added ? 'teamMemberAdded' : 'teamMemberRemoved'
  return {
    ...systemActivity(seat, 'conversationUpdate', context),
    ...conversationOf(seat),
    membersAdded: added,
    membersRemoved: removed,
    channelData: team ? { team, eventType, tenant } : { tenant },
  }
}

/** Something happened to a team or a channel; `name` is what it is called after that. */
export function teamEventActivity(
  seat: Seat,
  { eventType, name }: { readonly eventType: string; readonly name?: string },
  context: ActivityContext,
): Json {
  const { place } = seat
  if (place === undefined || 'chat' in place) throw new Error('That happens in teams only.')
  const { channel, team } = place
  const tenant = { id: seat.tenant.id }
  const isChannelEvent = eventType.startsWith('channel')
  const { id, name: oldName } = isChannelEvent ? channel : team
  const renamed = { id, name: name ?? oldName }
  return {
    ...systemActivity(seat, 'conversationUpdate', context),
    // Teams reports these events in the conversation of the team, also those about a channel.
    ...conversationOf({ ...seat, place: { team, channel: { ...channel, id: team.id } } }),
    channelData: isChannelEvent
      ? { channel: renamed, team: { id: team.id }, eventType, tenant }
      : { team: renamed, eventType, tenant },
  }
}

/** The app was added or removed. */
export function installationActivity(seat: Seat, action: 'add' | 'remove', context: ActivityContext): Json {
  const common = { tenant: { id: seat.tenant.id }, source: { name: 'message' } }
  const { place } = seat
  const channel = place && 'channel' in place ? { id: place.channel.id } : undefined
  return {
    ...systemActivity(seat, 'installationUpdate', context),
    ...conversationOf(seat),
    action,
    locale: 'en-NZ',
    entities: [{ type: 'clientInfo', locale: 'en-NZ' }],
    channelData: channel
      ? { settings: { selectedChannel: channel }, channel, team: teamOf(seat), ...common }
      : common,
  }
}

function teamOf({ place }: Seat): Json | undefined {
  if (place === undefined || 'chat' in place) return undefined
  return { id: place.team.id, name: place.team.name }
}

/** Marks each `@Name` as Teams sends it, and returns one entity for each occurrence. */
export function markMentions(
  text: string,
  people: readonly { readonly id: string; readonly name: string }[],
): { readonly text: string; readonly entities: readonly Json[] } {
  const entities: Json[] = []
  const names = people.map(({ name }) => RegExp.escape(name)).join('|')
  const marked = text.replace(new RegExp(`@(${names})`, 'gu'), (_, name: string) => {
    const mentioned = people.find((person) => person.name === name)
    const mention = `<at>${name}</at>`
    entities.push({ type: 'mention', text: mention, mentioned: { id: mentioned?.id, name } })
    return mention
  })
  return { text: marked, entities }
}
