// The types of our own Slack: its teams, its messages and views, and what can happen to a request.

export type Json = Readonly<Record<string, unknown>>

export interface StubUser {
  readonly id: string
  readonly name: string
  readonly tz: string
  readonly is_bot?: boolean
  readonly deleted?: boolean
}

export interface StubTeam {
  readonly id: string
  readonly name: string
  readonly token: string
  readonly bot: string
  readonly users: readonly StubUser[]
  readonly channels: readonly string[]
  /** The organisation that has the app for all of its teams, with one token. */
  readonly organisation?: string
  /** Whether no app may write directly to people of other teams. */
  readonly barsGuests?: boolean
}

export interface StubMessage {
  readonly team: string
  readonly channel: string
  readonly ts: string
  text: string
  blocks: Json[]
  readonly thread_ts?: string
  /** The ids of the files posted with it. */
  readonly files?: readonly string[]
  /** The only user who sees it, if it is ephemeral. */
  readonly only?: string
}

interface StubView {
  readonly id: string
  readonly hash: string
  readonly user: string
  view: Json
}

/** What happens to a request instead of an ordinary response. `accept`: it takes effect, but no response arrives. */
export type Mishap =
  | { readonly kind: 'status'; readonly status: number; readonly accept: boolean }
  | { readonly kind: 'reset'; readonly accept: boolean }
  | { readonly kind: 'hang'; readonly accept: boolean }
  | { readonly kind: 'slow-down'; readonly seconds?: number }
  | { readonly kind: 'refuse'; readonly error: string }

export interface SlackStub {
  /** For `SLACK_API_URL`. */
  readonly url: string
  readonly messages: StubMessage[]
  /** Modals by the user who sees them. */
  readonly modals: Map<string, StubView>
  readonly homes: Map<string, Json>
  readonly files: Map<string, StubFile>
  /** Uploaded files by their ids. */
  readonly contents: Map<string, { readonly name: string; readonly bytes: Buffer; title?: string }>
  /** Every request that took effect. */
  readonly accepted: { readonly method: string; readonly team: string; readonly body: Json }[]
  /** Every request that arrived. */
  readonly arrived: { readonly method: string; readonly team: string; readonly at: number }[]
  /** Asked for each request. `undefined` means an ordinary response. */
  mishap: (method: string, team: string) => Mishap | undefined
  /** The address to which an app with that token connects. `undefined` when Slack does not accept the token. */
  connection: (token: string) => string | undefined
  /** Awaited before the request takes effect. */
  before: (method: string) => Promise<void> | undefined
  /** A trigger with which this user may open one modal. */
  triggerFor(user: string): string
  responseUrlFor(recipient: Recipient): string
  /** Shows a message that came along with the acknowledgement of a command. */
  showResponse(recipient: Recipient, body: Json): void
  directChannel(team: string, user: string): string
  close(): Promise<void>
}

export interface StubFile {
  readonly alt: string
  readonly bytes: number
}

/** A user to whom a response is shown, by the ids of the team, the channel and the user. */
export interface Recipient {
  readonly team: string
  readonly channel: string
  readonly user: string
}
