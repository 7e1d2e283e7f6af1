// Who and where in a chat: a user of a workspace, and the place where something is said.

/** One account. `platform` is an adapter's name (`slack`, `teams`, `playground`); ids are the platform's own. */
export interface User {
  readonly platform: string
  readonly workspace: string
  readonly user: string
}

/** What a platform tells about a user at each event. `zone` is an IANA name, `locale` a BCP 47 tag. */
export interface Profile extends User {
  readonly name: string
  /** The platform did not tell the name just now: `name` only stands in for it, and one that is known stays. */
  readonly isNameless?: true
  /** Nobody answers there: it is the account of an app, or it was deactivated. */
  readonly absent?: 'app' | 'deactivated'
  readonly zone?: string
  readonly locale?: string
  /** What the platform takes for the user's organisation: a first guess at the agency, never more. */
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

/** The same place always has the same key; two places never share one. */
export function addressKey(place: Address): string {
  return JSON.stringify([
    place.platform,
    place.workspace,
    place.kind,
    place.kind === 'channel' ? place.channel : place.user,
  ])
}

/** The place of a key that `placeKey` has made. */
export function addressOfKey(key: string): Address {
  const [platform, workspace, kind, id] = JSON.parse(key) as [string, string, Address['kind'], string]
  return kind === 'channel'
    ? { kind, platform, workspace, channel: id }
    : { kind, platform, workspace, user: id }
}
