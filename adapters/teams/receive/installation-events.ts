// Installation events: the bot is installed or removed, and channels or teams are deleted. Any event may be missing,
// and any may come twice.
import type { InboundHandler } from '../../../src/chat/adapter.ts'
import type { KeyValueStore } from '../../../src/chat/adapter-descriptor.ts'
import type { Channel, Profile } from '../../../src/chat/address.ts'
import type { PlatformEvent } from '../../../src/chat/platform-event.ts'
import { platform } from '../render/action-ids.ts'
import { renderCard } from '../render/cards.ts'
import type { ConversationReferences } from '../send/conversation-references.ts'
import type { MessageSender } from '../send/post-message.ts'
import { type Activity, channelIn, directOf, isPersonal, placeOf } from './activity.ts'

export interface InstallationEventsOptions {
  readonly receive: InboundHandler
  readonly onPlatformEvent: (event: PlatformEvent) => Promise<void>
  readonly references: ConversationReferences
  readonly keyValueStore: KeyValueStore
  readonly sender: MessageSender
}

export function createInstallationEvents(
  options: InstallationEventsOptions,
): (activity: Activity, from: Profile) => Promise<void> {
  const installations = createInstallations(options.keyValueStore)
  return async (activity, from) => {
    if (isInstalled(activity)) {
      if (await installations.add(activity, from)) await welcome(activity, from, options)
      return
    }
    if (isRemoved(activity)) {
      await installations.remove(activity, from)
      return removePlace(activity, from, options)
    }
    const { eventType, channel } = activity.channelData ?? {}
    if (eventType === 'channelDeleted' && channel?.id !== undefined)
      return removeChannel(channelOf(channel.id, from), options)
    if (eventType === 'teamDeleted') return removeTeam(activity, from, options)
  }
}

function isInstalled({ action, membersAdded, recipient }: Activity): boolean {
  return action === 'add' || membersAdded?.some(({ id }) => id === recipient?.id) === true
}

function isRemoved({ action, membersRemoved, recipient }: Activity): boolean {
  return action === 'remove' || membersRemoved?.some(({ id }) => id === recipient?.id) === true
}

/** Remembers where the bot was welcomed, so that each installation is welcomed once. */
function createInstallations(keyValueStore: KeyValueStore) {
  const running = new Set<string>()

  /** Resolves to true once for each key, also for two calls at the same time. */
  async function addKey(key: string): Promise<boolean> {
    if (running.has(key)) return false
    running.add(key)
    try {
      if ((await keyValueStore.load(key)) !== undefined) return false
      await keyValueStore.save(key, 'yes')
      return true
    } finally {
      running.delete(key)
    }
  }

  return {
    /** Resolves to true if the installation is new. */
    async add(activity: Activity, from: Profile): Promise<boolean> {
      return activity.conversation !== undefined && addKey(installationKey(activity, from))
    },
    async remove(activity: Activity, from: Profile): Promise<void> {
      if (activity.conversation !== undefined) await keyValueStore.forget(installationKey(activity, from))
    },
  }
}

/** A team has one installation, whichever of its channels the event names. The key is stored: it must not be renamed. */
function installationKey({ channelData, conversation }: Activity, { workspace }: Profile): string {
  return `teams welcomed ${workspace} ${channelData?.team?.id ?? channelIn(conversation?.id ?? '')}`
}

/** Posts what the bot answers to a hello. */
async function welcome(activity: Activity, from: Profile, options: InstallationEventsOptions): Promise<void> {
  const { conversation, serviceUrl = '', id = '' } = activity
  if (conversation === undefined) return
  const place = placeOf(activity, from)
  const hello = { kind: 'message', id: `teams welcome ${conversation.id} ${id}`, from, place } as const
  const reply = await options.receive({ ...hello, text: 'hello', mentions: [] })
  if (reply.kind !== 'card') return
  const reference = { serviceUrl, conversation: conversation.id }
  for (const message of renderCard(reply.card, { shownIn: place, place }))
    await options.sender.post(from.workspace, reference, message)
}

/** Removes the references to where the bot no longer is. */
async function removePlace(
  activity: Activity,
  from: Profile,
  options: InstallationEventsOptions,
): Promise<void> {
  const { conversation, channelData } = activity
  if (conversation === undefined) return
  if (isPersonal(activity)) return options.references.removeChat(directOf(from))
  if (channelData?.team?.id !== undefined) return removeTeam(activity, from, options)
  return removeChannel(channelOf(channelIn(conversation.id), from), options)
}

async function removeTeam(
  { channelData }: Activity,
  { workspace }: Profile,
  options: InstallationEventsOptions,
): Promise<void> {
  const channels = await options.references.channelsOf(workspace, channelData?.team?.id ?? '')
  for (const channel of channels) await removeChannel(channel, options)
}

async function removeChannel(
  channel: Channel,
  { references, onPlatformEvent }: InstallationEventsOptions,
): Promise<void> {
  await references.removeChannel(channel)
  await onPlatformEvent({ kind: 'channel-gone', channel })
}

function channelOf(channel: string, { workspace }: Profile): Channel {
  return { kind: 'channel', platform, workspace, channel }
}
