// Whom and where the bot can write to: kept from every activity, so that it finds them again after a restart.
import type { Channel, Direct, Profile } from '../../src/chat/place.ts'
import { type Account, type Activity, channelIn, isPersonal, profileOf, tenantOf } from './activity.ts'
import type { Connector } from './connector.ts'
import { platform } from './ids.ts'

/** Small texts that are kept by name. */
export interface Memory {
  load(name: string): Promise<string | undefined>
  save(name: string, text: string): Promise<void>
  forget(name: string): Promise<void>
}

export interface PersonKept {
  /** Their id in Teams, `29:…`. */
  readonly id: string
  readonly name: string
  readonly serviceUrl: string
  /** The chat between the two of us, where they have installed the bot. */
  readonly chat?: string
}

export interface ChannelKept {
  readonly serviceUrl: string
  readonly team?: string
}

export interface People {
  /** Keeps what the activity tells of who acts and where. */
  meet(activity: Activity): Promise<void>
  person(place: Direct): Promise<PersonKept | undefined>
  channel(place: Channel): Promise<ChannelKept | undefined>
  /** Any address of Teams for people of that tenant. */
  serviceUrlOf(tenant: string): Promise<string | undefined>
  keepChat(place: Direct, chat: string): Promise<void>
  /** They have removed the bot. */
  loseChat(place: Direct): Promise<void>
  loseChannel(place: Channel): Promise<void>
  /** The channels of that team in which the bot has heard anything. */
  channelsOf(tenant: string, team: string): Promise<readonly Channel[]>
  /**
   * Who that is of the people of a conversation, by their id in Teams or in the directory; else by what is kept of them.
   * Nothing where neither knows.
   */
  whoIs(serviceUrl: string, tenant: string, conversation: string, id: string): Promise<Profile | undefined>
}

const keptFor = 3_600_000
const keptMost = 20_000

export function createPeople(memory: Memory, connector: Connector, now: () => number): People {
  /** What is in the memory, so that it is written only where something is new. */
  const known = new Map<string, string>()
  const members = new Map<string, { readonly profile: Profile; readonly until: number }>()

  async function load<T>(name: string): Promise<T | undefined> {
    const text = known.get(name) ?? (await memory.load(name))
    if (text === undefined) return undefined
    known.set(name, text)
    return JSON.parse(text) as T
  }

  async function save(name: string, value: object): Promise<void> {
    const text = JSON.stringify(value)
    if ((known.get(name) ?? (await memory.load(name))) !== text) await memory.save(name, text)
    if (known.size >= keptMost) known.clear()
    known.set(name, text)
  }

  async function forget(name: string): Promise<void> {
    known.delete(name)
    await memory.forget(name)
  }

  async function meetPerson(activity: Activity, account: Account, serviceUrl: string): Promise<void> {
    const profile = profileOf(activity)
    if (profile === undefined) return
    const name = personName(profile)
    const before = await load<PersonKept>(name)
    const chat = isPersonal(activity) ? activity.conversation?.id : before?.chat
    await save(name, {
      id: account.id,
      name: profile.name,
      serviceUrl,
      ...(chat !== undefined && { chat }),
    } satisfies PersonKept)
  }

  async function meetChannel(activity: Activity, tenant: string, serviceUrl: string): Promise<void> {
    const { conversation, channelData } = activity
    if (conversation === undefined || isPersonal(activity)) return
    const channel = channelIn(conversation.id)
    const team = channelData?.team?.id
    const kept: ChannelKept = { serviceUrl, ...(team !== undefined && { team }) }
    await save(channelName(tenant, channel), kept)
    if (team === undefined) return
    const list = teamName(tenant, team)
    const channels = (await load<readonly string[]>(list)) ?? []
    if (!channels.includes(channel)) await save(list, [...channels, channel])
  }

  async function memberOf(
    serviceUrl: string,
    workspace: string,
    conversation: string,
    id: string,
  ): Promise<Profile | undefined> {
    const asked = await connector.member(serviceUrl, conversation, id)
    if (asked.kind !== 'ok') return undefined
    const { aadObjectId, objectId, name } = asked.body
    const user = aadObjectId ?? objectId
    return typeof user === 'string' && typeof name === 'string'
      ? { platform, workspace, user, name }
      : undefined
  }

  return {
    async meet(activity) {
      const { from, serviceUrl } = activity
      const tenant = tenantOf(activity)
      if (from === undefined || serviceUrl === undefined || tenant === undefined) return
      await save(tenantName(tenant), { serviceUrl })
      if (from.id.startsWith('28:')) return
      await meetPerson(activity, from, serviceUrl)
      await meetChannel(activity, tenant, serviceUrl)
    },
    person: (place) => load<PersonKept>(personName(place)),
    channel: ({ workspace, channel }) => load<ChannelKept>(channelName(workspace, channel)),
    serviceUrlOf: async (tenant) => (await load<{ serviceUrl: string }>(tenantName(tenant)))?.serviceUrl,
    async keepChat(place, chat) {
      const kept = await load<PersonKept>(personName(place))
      if (kept !== undefined) await save(personName(place), { ...kept, chat })
    },
    async loseChat(place) {
      const kept = await load<PersonKept>(personName(place))
      if (kept === undefined) return
      const { chat: _, ...rest } = kept
      await save(personName(place), rest)
    },
    loseChannel: ({ workspace, channel }) => forget(channelName(workspace, channel)),
    async channelsOf(tenant, team) {
      const channels = (await load<readonly string[]>(teamName(tenant, team))) ?? []
      return channels.map((channel) => ({ kind: 'channel', platform, workspace: tenant, channel }))
    },
    async whoIs(serviceUrl, workspace, conversation, id) {
      const key = `${workspace} ${conversation} ${id}`
      const found = members.get(key)
      if (found && found.until > now()) return found.profile
      const member = await memberOf(serviceUrl, workspace, conversation, id)
      if (member !== undefined) {
        if (members.size >= keptMost) members.clear()
        members.set(key, { profile: member, until: now() + keptFor })
        return member
      }
      const kept = await load<PersonKept>(personName({ workspace, user: id }))
      return kept && { platform, workspace, user: id, name: kept.name }
    },
  }
}

function personName({ workspace, user }: { workspace: string; user: string }): string {
  return `teams person ${workspace} ${user}`
}

function channelName(tenant: string, channel: string): string {
  return `teams channel ${tenant} ${channel}`
}

function teamName(tenant: string, team: string): string {
  return `teams team ${tenant} ${team}`
}

function tenantName(tenant: string): string {
  return `teams tenant ${tenant}`
}
