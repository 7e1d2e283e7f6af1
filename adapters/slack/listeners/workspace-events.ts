// Workspace events: channels and accounts that move or go, and the app's own removal.
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
  readonly deduplicate: Deduplicator
  readonly onPlatformEvent: (event: PlatformEvent) => Promise<void>
  readonly installations: Installations
  readonly profiles: UserProfiles
  readonly botUserOf: (workspace: string) => Promise<string | undefined>
}

export function registerWorkspaceEvents(options: WorkspaceEventsOptions): void {
  registerChannelEvents(options)
  registerUserEvents(options)
  registerInstallationEvents(options)
}

function registerChannelEvents(options: WorkspaceEventsOptions): void {
  const { onEvent, deduplicate, onPlatformEvent, botUserOf } = options
  const reportGone = (body: EnvelopedEvent, id: string) => {
    const channel = channelOf(payloadOf(body), id)
    return deduplicate(eventIdOf(body), () => onPlatformEvent({ kind: 'channel-gone', channel }))
  }

  onEvent('channel_id_changed', ({ event, body }) => {
    const from = channelOf(payloadOf(body), event.old_channel_id)
    const to = channelOf(payloadOf(body), event.new_channel_id)
    return deduplicate(eventIdOf(body), () => onPlatformEvent({ kind: 'channel-moved', from, to }))
  })
  onEvent('channel_archive', ({ event, body }) => reportGone(body, event.channel))
  onEvent('channel_deleted', ({ event, body }) => reportGone(body, event.channel))
  onEvent('group_archive', ({ event, body }) => reportGone(body, event.channel))
  onEvent('group_deleted', ({ event, body }) => reportGone(body, event.channel))
  // The bot itself was removed from the channel.
  onEvent('channel_left', ({ event, body }) => reportGone(body, event.channel))
  onEvent('group_left', ({ event, body }) => reportGone(body, event.channel))
  onEvent('member_left_channel', async ({ event, body }) => {
    const bot = await botUserOf(installationOf(payloadOf(body)))
    if (event.user === bot) await reportGone(body, event.channel)
  })
}

function registerUserEvents({
  onEvent,
  deduplicate,
  onPlatformEvent,
  profiles,
}: WorkspaceEventsOptions): void {
  onEvent('user_change', async ({ event, body }) => {
    const account = event.user as TeamMembership & { readonly id: string; readonly deleted?: boolean }
    const workspace = installationOf(payloadOf(body))
    profiles.forget(workspace, account.id)
    if (!account.deleted) return
    const user = await profiles.userOf(workspace, account)
    await deduplicate(eventIdOf(body), () => onPlatformEvent({ kind: 'person-gone', user }))
  })
}

function registerInstallationEvents(options: WorkspaceEventsOptions): void {
  const { onEvent, deduplicate, onPlatformEvent, installations, profiles } = options
  // Slack sends these two in any order, and late at times. A token can also be revoked while the app stays.
  onEvent('app_uninstalled', ({ body }) =>
    deduplicate(eventIdOf(body), async () => {
      const workspace = await removedInstallation(installations, body)
      if (workspace === undefined) return
      await installations.remove(workspace)
      await onPlatformEvent({ kind: 'workspace-gone', platform, workspace })
    }),
  )
  onEvent('tokens_revoked', ({ event, body }) =>
    deduplicate(eventIdOf(body), async () => {
      const workspace = await removedInstallation(installations, body)
      const isBotToken = (event.tokens.bot ?? []).length > 0
      if (workspace !== undefined && isBotToken) await installations.remove(workspace)
    }),
  )
  // An organisation's app: some of its teams cannot be reached any more, while the installation stays.
  onEvent('team_access_revoked', ({ event, body }) =>
    deduplicate(eventIdOf(body), async () => {
      for (const workspace of event.team_ids)
        await onPlatformEvent({ kind: 'workspace-gone', platform, workspace })
    }),
  )
  // Profiles that were refused before may be readable now.
  onEvent('team_access_granted', async () => profiles.forgetAll())
}

/** The installation that the event removes. `undefined` when the app was installed again after the event. */
async function removedInstallation(
  installations: Installations,
  body: EnvelopedEvent,
): Promise<string | undefined> {
  const payload = payloadOf(body)
  const workspace = installationOf(payload)
  let installation = await installations.of(workspace)
  // The event can name a team of the organisation that has the app.
  if (installation === undefined && payload.enterprise_id)
    installation = await installations.of(payload.enterprise_id)
  const installedAt = installation?.at
  if (installedAt !== undefined && body.event_time * 1_000 < startOfSecond(installedAt)) return undefined
  return installation?.workspace ?? workspace
}

function payloadOf(body: EnvelopedEvent): Payload {
  return body as unknown as Payload
}

/** Slack gives times in whole seconds. */
function startOfSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000
}
