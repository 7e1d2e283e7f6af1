// The conversations between the bot and one person.
import type { User } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import type { UnsuccessfulCall } from '../../shared/call-result.ts'
import type { GuestRouting } from '../install/guest-routing.ts'
import type { Api } from './web-api.ts'

export interface DirectChannel {
  /** The installation through which it is held. */
  readonly workspace: string
  readonly channel: string
}

export type DirectMessageChannels = (user: User) => Promise<DirectChannel | UnsuccessfulCall>

const mostKept = 10_000

/** Opening one twice does not open it twice. */
export function createDirectMessageChannels(call: Api['call'], ways: GuestRouting): DirectMessageChannels {
  const channels = new Map<string, string>()
  return async (user) => {
    const workspace = await ways.installationFor(user)
    const key = `${workspace} ${user.user}`
    const known = channels.get(key)
    if (known !== undefined) return { workspace, channel: known }
    const opened = await call(workspace, 'conversations.open', { users: user.user })
    if (opened.kind !== 'ok') return opened
    const { id = '' } = opened.body.channel as { id?: string }
    setBounded(channels, key, id, mostKept)
    return { workspace, channel: id }
  }
}
