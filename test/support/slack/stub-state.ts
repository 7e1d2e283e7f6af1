// The state of our own Slack, beyond what tests see of it.
import { randomUUID } from 'node:crypto'
import { blockFaults } from './block-kit.ts'
import type { Json, Recipient, SlackStub, StubFile, StubTeam } from './stub-types.ts'

/** An error that Slack answers with `ok: false`. */
export class Refusal extends Error {}

export interface StubState {
  readonly origin: string
  readonly teams: readonly StubTeam[]
  readonly stub: SlackStub
  /** The user of each trigger that has not been used. */
  readonly triggers: Map<string, string>
  readonly responseUrls: Map<string, { readonly recipient: Recipient; uses: number }>
  readonly directChannels: Map<string, { readonly team: string; readonly user: string }>
  readonly uploads: Map<string, StubFile & { readonly name: string }>
  /** A number that has not been used. */
  nextId(): number
  nextTs(): string
}

export interface StateOptions {
  readonly teams: readonly StubTeam[]
  readonly origin: string
  readonly close: () => Promise<void>
}

export function createStubState({ teams, origin, close }: StateOptions): StubState {
  let counter = 0
  const nextId = () => ++counter
  const stub: SlackStub = {
    url: `${origin}/api/`,
    messages: [],
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    contents: new Map(),
    accepted: [],
    arrived: [],
    mishap: () => undefined,
    before: () => undefined,
    connection: () => undefined,
    triggerFor(user) {
      const id = `${nextId()}.trigger`
      state.triggers.set(id, user)
      return id
    },
    responseUrlFor(recipient) {
      const id = randomUUID()
      state.responseUrls.set(id, { recipient, uses: 0 })
      return `${origin}/response/${id}`
    },
    showResponse(recipient, body) {
      const faults = blockFaults(body.blocks ?? [], 'message')
      if (faults.length > 0) throw new Error(`Slack would not show it: ${faults.join('; ')}`)
      addResponse(state, recipient, body)
    },
    directChannel(team, user) {
      const id = `D${team}${user}`
      state.directChannels.set(id, { team, user })
      return id
    },
    close,
  }
  const state: StubState = {
    origin,
    teams,
    stub,
    triggers: new Map(),
    responseUrls: new Map(),
    directChannels: new Map(),
    uploads: new Map(),
    nextId,
    nextTs: () => `1700000000.${String(nextId()).padStart(6, '0')}`,
  }
  return state
}

/** Adds a response to a command or a response_url to the messages. */
export function addResponse(
  { stub, nextTs }: StubState,
  { team, channel, user }: Recipient,
  body: Json,
): void {
  const only = body.response_type === 'in_channel' ? undefined : user
  const { text, blocks = [] } = body as { text: string; blocks?: Json[] }
  stub.messages.push({ team, channel, ts: nextTs(), text, blocks, only })
}
