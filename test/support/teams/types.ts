// The people, places and messages of the Teams of the tests, and the calls that it receives.

export type Json = Readonly<Record<string, unknown>>

export interface StubPerson {
  /** `29:…` */
  readonly id: string
  readonly aadObjectId: string
  readonly name: string
  readonly timezone: string
}

export interface StubChannel {
  /** `19:…@thread.tacv2` */
  readonly id: string
  readonly name: string
}

/** Its first channel is its General channel, whose id is that of the team. */
export interface StubTeam {
  readonly id: string
  readonly name: string
  readonly channels: readonly StubChannel[]
}

export interface StubTenant {
  readonly id: string
  /** Everyone is a member of every team and group chat of their tenant. */
  readonly people: readonly StubPerson[]
  readonly teams: readonly StubTeam[]
  /** Group chats: `19:…@thread.v2`. */
  readonly chats: readonly { readonly id: string }[]
}

export interface StubMessage {
  readonly tenant: string
  /** The id without that of a thread. */
  readonly conversation: string
  readonly id: string
  /** The first message of its thread, unless this is the first. */
  readonly root?: string
  text: string
  summary: string
  attachments: readonly Json[]
  edited: boolean
}

export interface Call {
  readonly operation: 'create' | 'post' | 'update' | 'member' | 'members'
  /** As it stood in the address, so with its thread; empty for `create`. */
  readonly conversation: string
  /** The message that is replied to or changed, or the person looked up. */
  readonly about?: string
  readonly body: Json
}
