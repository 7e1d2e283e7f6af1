// What happens in a chat that nobody addressed to the bot: channels and accounts move and go.
import type { Channel, User } from './address.ts'

export type PlatformEvent =
  /** The channel has another id from now on. */
  | { readonly kind: 'channel-moved'; readonly from: Channel; readonly to: Channel }
  /** The channel was archived or deleted, or the bot was removed from it. */
  | { readonly kind: 'channel-gone'; readonly channel: Channel }
  /** The account was deactivated. */
  | { readonly kind: 'person-gone'; readonly user: User }
  /** The app was removed from the workspace, and the platform keeps nothing of it there. */
  | { readonly kind: 'workspace-gone'; readonly platform: string; readonly workspace: string }
