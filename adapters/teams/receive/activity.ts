// The fields of an activity that we read, and whom and where it came from.
import type { Address, Channel, Direct, Profile } from '../../../src/chat/address.ts'
import { isLocale, isTimeZone } from '../../shared/locale.ts'
import { platform } from '../render/action-ids.ts'

export interface Account {
  /** `29:…` for people, `28:<app id>` for bots. */
  readonly id: string
  readonly name?: string
  readonly aadObjectId?: string
}

/** The ids of apps begin with this. Teams does not list apps among the members. */
const botPrefix = '28:'

export function isBot(id: string): boolean {
  return id.startsWith(botPrefix)
}

interface Entity {
  readonly type?: string
  readonly text?: string
  readonly mentioned?: Account
  readonly timezone?: string
  readonly locale?: string
}

interface ChannelData {
  readonly tenant?: { readonly id?: string }
  readonly team?: { readonly id?: string }
  readonly channel?: { readonly id?: string }
  readonly eventType?: string
}

/** The fields of activities of every type; each may be missing. */
export interface Activity {
  readonly type: string
  readonly id?: string
  readonly name?: string
  readonly action?: string
  readonly channelId?: string
  readonly serviceUrl?: string
  readonly from?: Account
  readonly recipient?: Account
  readonly conversation?: {
    readonly id: string
    readonly conversationType?: string
    readonly tenantId?: string
    readonly isGroup?: boolean
  }
  readonly text?: string
  readonly entities?: readonly Entity[]
  readonly localTimezone?: string
  readonly locale?: string
  readonly channelData?: ChannelData
  readonly replyToId?: string
  readonly membersAdded?: readonly Account[]
  readonly membersRemoved?: readonly Account[]
  readonly value?: unknown
}

/** The tenant is the workspace: its data is kept apart from that of every other tenant. */
export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return channelData?.tenant?.id ?? conversation?.tenantId
}

/**
 * Whether it comes from the personal chat with the bot. A message extension is used in any chat, also in one between
 * other people.
 */
export function isPersonal(activity: Activity): boolean {
  return activity.conversation?.conversationType === 'personal' && !isMessageExtension(activity)
}

/** Whether a command in the menu of a message was used, or the dialog that it opened. */
export function isMessageExtension({ name }: Activity): boolean {
  return name?.startsWith('composeExtension/') === true
}

/** The channel or group chat, without a thread, or the direct messages with the person. */
export function placeOf(activity: Activity, from: Profile): Address {
  if (isPersonal(activity)) return directOf(from)
  const id = channelIn(activity.conversation?.id ?? '')
  return { kind: 'channel', platform, workspace: tenantOf(activity) ?? '', channel: id } satisfies Channel
}

/** Removes the thread from a conversation id, which is `<channel>;messageid=<first message>`. */
export function channelIn(conversation: string): string {
  const [channel = ''] = conversation.split(';messageid=')
  return channel
}

export function directOf({ workspace, user }: { workspace: string; user: string }): Direct {
  return { kind: 'direct', platform, workspace, user }
}

/** Who acts, identified by the tenant and the id in its directory. `undefined` if the activity does not say. */
export function profileOf(activity: Activity): Profile | undefined {
  const { from, entities, localTimezone, locale } = activity
  const workspace = tenantOf(activity)
  if (from === undefined || workspace === undefined) return undefined
  const client = entities?.find(({ type }) => type === 'clientInfo')
  const zone = localTimezone ?? client?.timezone
  const language = locale ?? client?.locale
  return {
    platform,
    workspace,
    user: from.aadObjectId ?? from.id,
    name: from.name || 'Someone',
    zone: isTimeZone(zone) ? zone : undefined,
    locale: isLocale(language) ? language : undefined,
  }
}
