// Conversation references: the people and places that the bot can write to, stored from every activity. The keys of
// the records and of their JSON stand in the database and must not be renamed.

import type { KeyValueStore } from '../../../src/chat/adapter-descriptor.ts'
import type { Channel, Direct, Profile } from '../../../src/chat/address.ts'
import { type Account, type Activity, channelIn, isBot, isPersonal } from '../receive/activity.ts'
import { platform } from '../render/action-ids.ts'
import type { Connector } from './connector-client.ts'
import { createMembers, type MemberQuery, type Members } from './members.ts'
import { createRecords, type Records } from './records.ts'

interface StoredPerson {
  /** Their id in Teams, `29:…`. */
  readonly id: string
  readonly name: string
  readonly serviceUrl: string
  /** The personal chat with the bot, if they have installed it. */
  readonly chat?: string
}

interface StoredChannel {
  readonly serviceUrl: string
  readonly team?: string
}

export interface ConversationReferences {
  /** Stores who acts and where. Resolves to the profile of who acts, with their name if it is known. */
  remember(activity: Activity, from: Profile): Promise<Profile>
  findPerson(place: Direct): Promise<StoredPerson | undefined>
  findChannel(place: Channel): Promise<StoredChannel | undefined>
  /** The address of Teams that an activity of that tenant came from last. */
  serviceUrlOf(tenant: string): Promise<string | undefined>
  saveChat(place: Direct, chat: string): Promise<void>
  /** The person has removed the bot. */
  removeChat(place: Direct): Promise<void>
  removeChannel(place: Channel): Promise<void>
  /** The channels of that team from which the bot has received anything. */
  channelsOf(tenant: string, team: string): Promise<readonly Channel[]>
  /** Finds a member of a conversation, or else a stored person. Resolves to `undefined` if neither is found. */
  findProfile(query: MemberQuery): Promise<Profile | undefined>
}

export function createConversationReferences(
  keyValueStore: KeyValueStore,
  connector: Connector,
  now: () => number,
): ConversationReferences {
  const records = createRecords(keyValueStore)
  const members = createMembers(connector, now)
  return {
    remember: (activity, from) => remember(activity, from, { records, members }),
    findPerson: (place) => records.load<StoredPerson>(personKey(place)),
    findChannel: ({ workspace, channel }) => records.load<StoredChannel>(channelKey(workspace, channel)),
    serviceUrlOf: async (tenant) =>
      (await records.load<{ serviceUrl: string }>(tenantKey(tenant)))?.serviceUrl,
    saveChat: (place, chat) =>
      records.update<StoredPerson>(personKey(place), (person) => person && { ...person, chat }),
    removeChat: (place) => records.update<StoredPerson>(personKey(place), withoutChat),
    removeChannel: ({ workspace, channel }) => records.delete(channelKey(workspace, channel)),
    async channelsOf(tenant, team) {
      const channels = (await records.load<readonly string[]>(teamKey(tenant, team))) ?? []
      return channels.map((channel) => ({ kind: 'channel', platform, workspace: tenant, channel }))
    },
    async findProfile(query) {
      const member = await members.find(query)
      if (member) return member
      const { tenant: workspace, id: user } = query
      const person = await records.load<StoredPerson>(personKey({ workspace, user }))
      return person && { platform, workspace, user, name: person.name }
    },
  }
}

interface Sources {
  readonly records: Records
  readonly members: Members
}

async function remember(activity: Activity, from: Profile, sources: Sources): Promise<Profile> {
  const { from: account, serviceUrl } = activity
  if (account === undefined || serviceUrl === undefined) return from
  await sources.records.update(tenantKey(from.workspace), () => ({ serviceUrl }))
  if (isBot(account.id)) return from
  await rememberChannel(activity, { tenant: from.workspace, serviceUrl }, sources.records)
  return rememberPerson(activity, { account, from }, sources)
}

async function rememberChannel(
  activity: Activity,
  { tenant, serviceUrl }: { readonly tenant: string; readonly serviceUrl: string },
  records: Records,
): Promise<void> {
  const { conversation, channelData } = activity
  if (conversation === undefined || isPersonal(activity)) return
  const channel = channelIn(conversation.id)
  const team = channelData?.team?.id
  await records.update<StoredChannel>(channelKey(tenant, channel), () => ({ serviceUrl, team }))
  if (team === undefined) return
  await records.update<readonly string[]>(teamKey(tenant, team), (channels = []) => {
    if (channels.includes(channel)) return channels
    return [...channels, channel]
  })
}

async function rememberPerson(
  activity: Activity,
  { account, from }: { readonly account: Account; readonly from: Profile },
  sources: Sources,
): Promise<Profile> {
  const { serviceUrl = '', conversation } = activity
  const name = account.name || (await findName(activity, from, sources)) || from.name
  await sources.records.update<StoredPerson>(personKey(from), (person) => {
    const chat = isPersonal(activity) ? conversation?.id : person?.chat
    return { id: account.id, name, serviceUrl, chat }
  })
  return { ...from, name }
}

/** Activities of Teams itself, such as installations, come without the name of the person. */
async function findName(
  { serviceUrl = '', conversation }: Activity,
  person: Profile,
  { records, members }: Sources,
): Promise<string | undefined> {
  const stored = await records.load<StoredPerson>(personKey(person))
  if (stored) return stored.name
  const member = await members.fetch({
    serviceUrl,
    tenant: person.workspace,
    conversation: channelIn(conversation?.id ?? ''),
    id: person.user,
  })
  return member?.name
}

function withoutChat(person: StoredPerson | undefined): StoredPerson | undefined {
  if (person === undefined) return undefined
  const { chat: _chat, ...rest } = person
  return rest
}

function personKey({ workspace, user }: { workspace: string; user: string }): string {
  return `teams person ${workspace} ${user}`
}

function channelKey(tenant: string, channel: string): string {
  return `teams channel ${tenant} ${channel}`
}

function teamKey(tenant: string, team: string): string {
  return `teams team ${tenant} ${team}`
}

function tenantKey(tenant: string): string {
  return `teams tenant ${tenant}`
}
