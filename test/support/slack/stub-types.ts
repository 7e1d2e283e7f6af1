// The shapes of our own Slack: its teams, what stands in it, and what can happen to a request.

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
  /** The organisation for all of whose teams the app is installed, with one token. */
  readonly organisation?: string
  /** Whether Slack lets no app write directly to people of other teams. */
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
  /** Seen by this user alone. */
  readonly only?: string
}

export interface StubView {
  readonly id: string
  readonly hash: string
  readonly user: string
  view: Json
}

export type Json = Readonly<Record<string, unknown>>

/** What happens to a request instead of an ordinary answer. `accept`: it takes effect, but no answer arrives. */
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
  readonly files: Map<string, { readonly alt: string; readonly bytes: number }>
  /** What was uploaded, by the id of its file. */
  readonly contents: Map<string, { readonly name: string; readonly bytes: Buffer; title?: string }>
  /** Every request that took effect: method and team. */
  readonly accepted: { readonly method: string; readonly team: string; readonly body: Json }[]
  /** Every request that arrived. */
  readonly arrived: { readonly method: string; readonly team: string; readonly at: number }[]
  /** Asked for each request; nothing means an ordinary answer. */
  mishap: (method: string, team: string) => Mishap | undefined
  /** Where an app with that token connects to; nothing where Slack does not take the token. */
  connection: (token: string) => string | undefined
  /** Waited for before the request takes effect. */
  before: (method: string) => Promise<void> | undefined
  /** A trigger with which this user may open one modal. */
  triggerFor(user: string): string
  responseUrlFor(team: string, channel: string, user: string): string
  /** Shows what came along with the acknowledgement of a command. */
  answered(team: string, channel: string, user: string, body: Json): void
  directChannel(team: string, user: string): string
  close(): Promise<void>
}
