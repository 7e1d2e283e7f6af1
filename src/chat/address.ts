// Users of a chat, and the places where something is said.

/** One account. `platform` is an adapter's name (`slack`, `teams`, `playground`); ids are the platform's own. */
export interface User {
  readonly platform: string
  readonly workspace: string
  readonly user: string
}

/** What a platform reports about a user with each event. `zone` is an IANA name, `locale` a BCP 47 tag. */
export interface Profile extends User {
  readonly name: string
  /** The platform did not report the name, so `name` is a stand-in and must not replace one that is known. */
  readonly isNameless?: true
  /** Nobody answers there, since it is the account of an app or was deactivated. */
  readonly absent?: 'app' | 'deactivated'
  readonly zone?: string
  readonly locale?: string
  /** What the platform takes for the user's organisation. It is only a first guess at the agency. */
  readonly organisation?: string
}

export interface Channel {
  readonly kind: 'channel'
  readonly platform: string
  readonly workspace: string
  readonly channel: string
}

export interface Direct extends User {
  readonly kind: 'direct'
}

/** A channel, or the direct messages between the bot and one user. */
export type Address = Channel | Direct

export function userKey(user: User): string {
  return JSON.stringify([user.platform, user.workspace, user.user])
}

/** The same place always has the same key, and two places never share one. */
export function addressKey(place: Address): string {
  return JSON.stringify([
    place.platform,
    place.workspace,
    place.kind,
    place.kind === 'channel' ? place.channel : place.user,
  ])
}

/** Returns the place of a key that `addressKey` has made. */
export function addressOfKey(key: string): Address {
  const [platform, workspace, kind, id] = JSON.parse(key) as [string, string, Address['kind'], string]
  if (kind === 'channel') return { kind, platform, workspace, channel: id }
  return { kind, platform, workspace, user: id }
}
