// Whom and where the bot can write to: kept from every activity, so that it finds them again after a restart.
import type { Channel, Direct, Profile } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import { type Account, type Activity, channelIn, isPersonal } from '../receive/activity.ts'
import { platform } from '../render/action-ids.ts'
import type { Connector } from './connector-client.ts'

/** Small texts that are kept by name. */
export interface KeyValueStore {
  load(name: string): Promise<string | undefined>
  save(name: string, text: string): Promise<void>
  forget(name: string): Promise<void>
}

export interface StoredPerson {
  /** Their id in Teams, `29:…`. */
  readonly id: string
  readonly name: string
  readonly serviceUrl: string
  /** The chat between the two of us, where they have installed the bot. */
  readonly chat?: string
}

export interface StoredChannel {
  readonly serviceUrl: string
  readonly team?: string
}

export interface ConversationReferences {
  /** Keeps what the activity tells of who acts and where. Who acts comes back with their name, where it is known. */
  remember(activity: Activity, from: Profile): Promise<Profile>
  findPerson(place: Direct): Promise<StoredPerson | undefined>
  findChannel(place: Channel): Promise<StoredChannel | undefined>
  /** Any address of Teams for people of that tenant. */
  serviceUrlOf(tenant: string): Promise<string | undefined>
  saveChat(place: Direct, chat: string): Promise<void>
  /** They have removed the bot. */
  removeChat(place: Direct): Promise<void>
  removeChannel(place: Channel): Promise<void>
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

export function createConversationReferences(
  memory: KeyValueStore,
  connector: Connector,
  now: () => number,
): ConversationReferences {
  const members = new Map<string, { readonly profile: Profile; readonly until: number }>()
  const turns = new Map<string, Promise<void>>()

  async function load<T>(name: string): Promise<T | undefined> {
    const text = await memory.load(name)
    return text === undefined ? undefined : (JSON.parse(text) as T)
  }

  /** Written only where something is new, and one change of it after the other. */
  function renew<T>(name: string, change: (before: T | undefined) => T | undefined): Promise<void> {
    const work = async () => {
      const text = await memory.load(name)
      const after = JSON.stringify(change(text === undefined ? undefined : JSON.parse(text)))
      if (after !== undefined && after !== text) await memory.save(name, after)
    }
    const turn = (turns.get(name) ?? Promise.resolve()).then(work, work).finally(() => {
      if (turns.get(name) === turn) turns.delete(name)
    })
    turns.set(name, turn)
    return turn
  }

  async function meetPerson(activity: Activity, account: Account, from: Profile): Promise<Profile> {
    const { serviceUrl = '', conversation } = activity
    const name = account.name || (await nameOf(from, serviceUrl, conversation?.id ?? '')) || from.name
    await renew<StoredPerson>(personName(from), (before) => {
      const chat = isPersonal(activity) ? conversation?.id : before?.chat
      return { id: account.id, name, serviceUrl, chat }
    })
    return { ...from, name }
  }

  /** What happens by itself comes without the name of who has done it. */
  async function nameOf(person: Profile, serviceUrl: string, conversation: string) {
    const kept = await load<StoredPerson>(personName(person))
    if (kept !== undefined) return kept.name
    return (await memberOf(serviceUrl, person.workspace, channelIn(conversation), person.user))?.name
  }

  async function meetChannel(activity: Activity, tenant: string, serviceUrl: string): Promise<void> {
    const { conversation, channelData } = activity
    if (conversation === undefined || isPersonal(activity)) return
    const channel = channelIn(conversation.id)
    const team = channelData?.team?.id
    await renew<StoredChannel>(channelName(tenant, channel), () => ({
      serviceUrl,
      team,
    }))
    if (team === undefined) return
    await renew<readonly string[]>(teamName(tenant, team), (channels = []) =>
      channels.includes(channel) ? channels : [...channels, channel],
    )
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
    async remember(activity, from) {
      const { from: account, serviceUrl } = activity
      const { workspace } = from
      if (account === undefined || serviceUrl === undefined) return from
      await renew(tenantName(workspace), () => ({ serviceUrl }))
      if (account.id.startsWith('28:')) return from
      await meetChannel(activity, workspace, serviceUrl)
      return meetPerson(activity, account, from)
    },
    findPerson: (place) => load<StoredPerson>(personName(place)),
    findChannel: ({ workspace, channel }) => load<StoredChannel>(channelName(workspace, channel)),
    serviceUrlOf: async (tenant) => (await load<{ serviceUrl: string }>(tenantName(tenant)))?.serviceUrl,
    saveChat: (place, chat) => renew<StoredPerson>(personName(place), (kept) => kept && { ...kept, chat }),
    removeChat: (place) =>
      renew<StoredPerson>(personName(place), (kept) => {
        if (kept === undefined) return undefined
        const { chat: _, ...rest } = kept
        return rest
      }),
    removeChannel: ({ workspace, channel }) => memory.forget(channelName(workspace, channel)),
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
        setBounded(members, key, { profile: member, until: now() + keptFor }, keptMost)
        return member
      }
      const kept = await load<StoredPerson>(personName({ workspace, user: id }))
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
