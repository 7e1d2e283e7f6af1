// What happens in Slack by itself: channels and accounts that move or go, and the app's own removal.
import type { EnvelopedEvent } from '@slack/bolt'
import type { PlatformEvent } from '../../../src/chat/platform-event.ts'
import type { Deduplicator } from '../../shared/deduplicate.ts'
import type { Installations } from '../install/installation-store.ts'
import type { UserProfiles } from '../install/user-profiles.ts'
import { type EventListener, eventIdOf } from '../receive/event-router.ts'
import { installationOf, type Payload, type TeamMembership } from '../receive/payload-source.ts'
import { channelOf } from '../receive/request-context.ts'
import { platform } from '../render/action-ids.ts'

export interface WorkspaceEventsOptions {
  readonly onEvent: EventListener
  readonly once: Deduplicator
  readonly changed: (change: PlatformEvent) => Promise<void>
  readonly installations: Installations
  readonly people: UserProfiles
  readonly botOf: (workspace: string) => Promise<string | undefined>
}

export function registerWorkspaceEvents(options: WorkspaceEventsOptions): void {
  watchChannels(options)
  watchPeople(options)
  watchInstallations(options)
}

const payloadOf = (body: EnvelopedEvent) => body as unknown as Payload

function watchChannels({ onEvent, once, changed, botOf }: WorkspaceEventsOptions): void {
  const gone = (body: EnvelopedEvent, channel: string) =>
    once(eventIdOf(body), () =>
      changed({ kind: 'channel-gone', channel: channelOf(payloadOf(body), channel) }),
    )

  onEvent('channel_id_changed', ({ event, body }) =>
    once(eventIdOf(body), () =>
      changed({
        kind: 'channel-moved',
        from: channelOf(payloadOf(body), event.old_channel_id),
        to: channelOf(payloadOf(body), event.new_channel_id),
      }),
    ),
  )
  onEvent('channel_archive', ({ event, body }) => gone(body, event.channel))
  onEvent('channel_deleted', ({ event, body }) => gone(body, event.channel))
  onEvent('group_archive', ({ event, body }) => gone(body, event.channel))
  onEvent('group_deleted', ({ event, body }) => gone(body, event.channel))
  // The bot itself was taken out of it.
  onEvent('channel_left', ({ event, body }) => gone(body, event.channel))
  onEvent('group_left', ({ event, body }) => gone(body, event.channel))
  onEvent('member_left_channel', async ({ event, body }) => {
    if (event.user === (await botOf(installationOf(payloadOf(body))))) await gone(body, event.channel)
  })
}

function watchPeople({ onEvent, once, changed, people }: WorkspaceEventsOptions): void {
  onEvent('user_change', async ({ event, body }) => {
    const account = event.user as TeamMembership & { readonly id: string; readonly deleted?: boolean }
    const workspace = installationOf(payloadOf(body))
    people.forget(workspace, account.id)
    if (!account.deleted) return
    const user = await people.userOf(workspace, account)
    await once(eventIdOf(body), () => changed({ kind: 'person-gone', user }))
  })
}

function watchInstallations({ onEvent, once, changed, installations, people }: WorkspaceEventsOptions): void {
  /** The installation that such an event is about; nothing where it was installed anew since then. */
  async function removed(body: EnvelopedEvent): Promise<string | undefined> {
    const payload = payloadOf(body)
    const named = installationOf(payload)
    const found = await installations.of(named)
    const organisation = found === undefined ? payload.enterprise_id : undefined
    const meant = organisation ? await installations.of(organisation) : found
    if (meant?.at !== undefined && body.event_time * 1_000 < secondOf(meant.at)) return undefined
    return meant?.workspace ?? named
  }

  // Slack sends these two in any order, and late at times. A token can also be revoked while the app stays.
  onEvent('app_uninstalled', ({ body }) =>
    once(eventIdOf(body), async () => {
      const workspace = await removed(body)
      if (workspace === undefined) return
      await installations.remove(workspace)
      await changed({ kind: 'workspace-gone', platform, workspace })
    }),
  )
  onEvent('tokens_revoked', ({ event, body }) =>
    once(eventIdOf(body), async () => {
      const workspace = await removed(body)
      if (workspace !== undefined && (event.tokens.bot ?? []).length > 0)
        await installations.remove(workspace)
    }),
  )
  // Of an organisation's app: some of its teams can be reached no more, while the installation stays.
  onEvent('team_access_revoked', ({ event, body }) =>
    once(eventIdOf(body), async () => {
      for (const workspace of event.team_ids) await changed({ kind: 'workspace-gone', platform, workspace })
    }),
  )
  // Of whom little could be told so far, more can be.
  onEvent('team_access_granted', async () => people.forgetAll())
}

/** Slack tells time to the second. */
function secondOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000
}
