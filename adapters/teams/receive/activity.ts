// What we read of an activity of Teams, and from whom and where it came.
import type { Address, Channel, Direct, Profile } from '../../../src/chat/address.ts'
import { isLocale, isTimeZone } from '../../shared/locale.ts'
import { platform } from '../render/action-ids.ts'

export interface Account {
  /** `29:…` for people, `28:<app id>` for bots. */
  readonly id: string
  readonly name?: string
  readonly aadObjectId?: string
}

export interface Entity {
  readonly type?: string
  readonly text?: string
  readonly mentioned?: Account
  readonly timezone?: string
  readonly locale?: string
}

export interface ChannelData {
  readonly tenant?: { readonly id?: string }
  readonly team?: { readonly id?: string }
  readonly channel?: { readonly id?: string }
  readonly eventType?: string
}

/** As far as they are there: fields of activities of every type. */
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

/** Everything of a tenant is kept apart from every other. */
export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return channelData?.tenant?.id ?? conversation?.tenantId
}

/** Whether it comes from the chat between the two of us: what is handed in comes from any chat, also of other people. */
export function isPersonal(activity: Activity): boolean {
  return activity.conversation?.conversationType === 'personal' && !isMessageExtension(activity)
}

/** Something done with a message by its menu, or in the dialog that opened for it. */
export function isMessageExtension({ name }: Activity): boolean {
  return name?.startsWith('composeExtension/') === true
}

/** The channel or group chat without the thread, or the chat with one person. */
export function placeOf(activity: Activity, from: Profile): Address {
  if (isPersonal(activity)) return directOf(from)
  const id = channelIn(activity.conversation?.id ?? '')
  return { kind: 'channel', platform, workspace: tenantOf(activity) ?? '', channel: id } satisfies Channel
}

/** The conversation of a thread is called after its channel and its first message. */
export function channelIn(conversation: string): string {
  const [channel = ''] = conversation.split(';messageid=')
  return channel
}

export function directOf({ workspace, user }: { workspace: string; user: string }): Direct {
  return { kind: 'direct', platform, workspace, user }
}

/** Who acts: by the tenant and their id in its directory, which stays whatever they are called. */
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
    ...(isTimeZone(zone) && { zone }),
    ...(isLocale(language) && { locale: language }),
  }
}
