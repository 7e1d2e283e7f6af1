// What happens to a chat by itself: channels and accounts move and go.
import type { Channel, User } from './address.ts'

export type PlatformEvent =
  /** Its id is another one from now on. */
  | { readonly kind: 'channel-moved'; readonly from: Channel; readonly to: Channel }
  /** Archived, deleted, or the bot was taken out of it. */
  | { readonly kind: 'channel-gone'; readonly channel: Channel }
  /** The account was deactivated. */
  | { readonly kind: 'person-gone'; readonly user: User }
  /** The app was removed from the workspace, with everything that the platform held of it. */
  | { readonly kind: 'workspace-gone'; readonly platform: string; readonly workspace: string }
