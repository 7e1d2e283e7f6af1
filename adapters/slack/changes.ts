// What happens in Slack by itself: channels and accounts that move or go, and the app's own removal.
import type { Change } from '../../src/chat/change.ts'
import type { Channel } from '../../src/chat/place.ts'
import type { OnEvent } from './events.ts'
import { platform } from './ids.ts'
import type { Installations } from './installations.ts'
import { installationOf, type Payload } from './origin.ts'
import type { People } from './people.ts'

export interface ChangeOptions {
  readonly changed: (change: Change) => Promise<void>
  readonly installations: Installations
  readonly people: People
  readonly botOf: (workspace: string) => Promise<string | undefined>
}

export function watch(onEvent: OnEvent, { changed, installations, people, botOf }: ChangeOptions): void {
  const workspaceOf = (body: unknown) => installationOf(body as Payload)
  const channelOf = (body: unknown, channel: string): Channel => ({
    kind: 'channel',
    platform,
    workspace: workspaceOf(body),
    channel,
  })
  const gone = (body: unknown, channel: string) =>
    changed({ kind: 'channel-gone', channel: channelOf(body, channel) })

  onEvent('channel_id_changed', async ({ event, body }) => {
    const { old_channel_id, new_channel_id } = event
    await changed({
      kind: 'channel-moved',
      from: channelOf(body, old_channel_id),
      to: channelOf(body, new_channel_id),
    })
  })
  onEvent('channel_archive', ({ event, body }) => gone(body, event.channel))
  onEvent('channel_deleted', ({ event, body }) => gone(body, event.channel))
  onEvent('group_archive', ({ event, body }) => gone(body, event.channel))
  onEvent('group_deleted', ({ event, body }) => gone(body, event.channel))
  onEvent('member_left_channel', async ({ event, body }) => {
    if (event.user === (await botOf(workspaceOf(body)))) await gone(body, event.channel)
  })
  onEvent('user_change', async ({ event, body }) => {
    const user = { platform, workspace: workspaceOf(body), user: event.user.id }
    people.forget(user)
    if (event.user.deleted) await changed({ kind: 'person-gone', user })
  })
  // Slack sends these two in any order. A token can also be revoked while the app stays.
  onEvent('app_uninstalled', async ({ body }) => {
    const workspace = workspaceOf(body)
    await installations.remove(workspace)
    await changed({ kind: 'workspace-gone', platform, workspace })
  })
  onEvent('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await installations.remove(workspaceOf(body))
  })
}
