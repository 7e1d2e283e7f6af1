// What happens in Teams by itself: the bot is installed and removed, channels and teams go.
import type { InboundHandler } from '../../../src/chat/adapter.ts'
import type { Channel, Profile } from '../../../src/chat/address.ts'
import type { PlatformEvent } from '../../../src/chat/platform-event.ts'
import { platform } from '../render/action-ids.ts'
import { renderCard } from '../render/cards.ts'
import type { ConversationReferences, KeyValueStore } from '../send/conversation-references.ts'
import type { MessageSender } from '../send/post-message.ts'
import { type Activity, channelIn, directOf, isPersonal, placeOf } from './activity.ts'

export interface InstallationEventsOptions {
  readonly receive: InboundHandler
  readonly changed: (change: PlatformEvent) => Promise<void>
  readonly people: ConversationReferences
  readonly memory: KeyValueStore
  readonly sending: MessageSender
}

/** Any of its events may be missing, and any may come twice. */
export function createInstallationEvents(
  options: InstallationEventsOptions,
): (activity: Activity, from: Profile) => Promise<void> {
  const { receive, changed, people, memory, sending } = options
  const beingWelcomed = new Set<string>()

  return async (activity, from) => {
    const bot = activity.recipient?.id
    const isBot = ({ id }: { id: string }) => id === bot
    if (activity.action === 'add' || activity.membersAdded?.some(isBot)) return welcome(activity, from)
    if (activity.action === 'remove' || activity.membersRemoved?.some(isBot)) return farewell(activity, from)
    const { eventType, channel } = activity.channelData ?? {}
    if (eventType === 'channelDeleted' && channel?.id !== undefined)
      return lose({ kind: 'channel', platform, workspace: from.workspace, channel: channel.id })
    if (eventType === 'teamDeleted') return loseTeam(activity, from)
  }

  /** One for each install: the same that the bot answers to a hello. */
  async function welcome(activity: Activity, from: Profile): Promise<void> {
    const { conversation, serviceUrl = '', id = '' } = activity
    if (conversation === undefined || !(await isNew(welcomeName(activity, from)))) return
    const place = placeOf(activity, from)
    const hello = { kind: 'message', id: `teams welcome ${conversation.id} ${id}`, from, place } as const
    const reply = await receive({ ...hello, text: 'hello', mentions: [] })
    if (reply.kind !== 'card') return
    const target = { serviceUrl, conversation: conversation.id }
    for (const message of renderCard(reply.card, { shownIn: place, place }))
      await sending.post(from.workspace, target, message)
  }

  /** True once for each name, also where it is asked about twice at the same time. */
  async function isNew(name: string): Promise<boolean> {
    if (beingWelcomed.has(name)) return false
    beingWelcomed.add(name)
    try {
      if ((await memory.load(name)) !== undefined) return false
      await memory.save(name, 'yes')
      return true
    } finally {
      beingWelcomed.delete(name)
    }
  }

  async function farewell(activity: Activity, from: Profile): Promise<void> {
    const { conversation } = activity
    if (conversation === undefined) return
    await memory.forget(welcomeName(activity, from))
    if (isPersonal(activity)) return people.removeChat(directOf(from))
    if (activity.channelData?.team?.id !== undefined) return loseTeam(activity, from)
    await lose({
      kind: 'channel',
      platform,
      workspace: from.workspace,
      channel: channelIn(conversation.id),
    })
  }

  async function loseTeam({ channelData }: Activity, { workspace }: Profile): Promise<void> {
    for (const channel of await people.channelsOf(workspace, channelData?.team?.id ?? '')) await lose(channel)
  }

  async function lose(channel: Channel): Promise<void> {
    await people.removeChannel(channel)
    await changed({ kind: 'channel-gone', channel })
  }
}

/** It is installed in a team as a whole, whichever of its channels the event names. */
function welcomeName({ channelData, conversation }: Activity, { workspace }: Profile): string {
  return `teams welcomed ${workspace} ${channelData?.team?.id ?? channelIn(conversation?.id ?? '')}`
}
