// The direct message channels between the bot and one person.
import type { User } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import type { UnsuccessfulCall } from '../../shared/call-result.ts'
import type { GuestRouting } from '../install/guest-routing.ts'
import type { Api } from './web-api.ts'

export interface DirectChannel {
  /** The installation through which it was opened. */
  readonly workspace: string
  readonly channel: string
}

export type DirectMessageChannels = (user: User) => Promise<DirectChannel | UnsuccessfulCall>

const maxCached = 10_000

/** Opening a channel that is open already finds it, so the cache only saves calls. */
export function createDirectMessageChannels(
  call: Api['call'],
  guestRouting: GuestRouting,
): DirectMessageChannels {
  const channels = new Map<string, string>()
  return async (user) => {
    const workspace = await guestRouting.installationFor(user)
    const key = `${workspace} ${user.user}`
    const cached = channels.get(key)
    if (cached !== undefined) return { workspace, channel: cached }
    const opened = await call(workspace, 'conversations.open', { users: user.user })
    if (opened.kind !== 'ok') return opened
    const { id = '' } = opened.body.channel as { id?: string }
    setBounded(channels, key, id, maxCached)
    return { workspace, channel: id }
  }
}
