import { createSlack, type Slack, type SlackSettings } from '../../../adapters/slack/index.ts'
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { ProcessedIds, SecretStore } from '../../../src/chat/adapter-descriptor.ts'
import type { Channel, Direct, Profile } from '../../../src/chat/address.ts'
import type { Inbound } from '../../../src/chat/inbound.ts'
import type { PlatformEvent } from '../../../src/chat/platform-event.ts'
import { openLocalServer } from '../../support/local-server.ts'
import { memoryProcessedIds } from '../../support/processed-ids.ts'
import { type SlackClient, signingSecret, slackClient } from '../../support/slack/client.ts'
import { openSlackStub, type SlackStub, type StubTeam } from '../../support/slack/stub.ts'

export const teams: readonly StubTeam[] = [
  {
    id: 'T1',
    name: 'Te Whare Hauora',
    token: 'xoxb-one',
    bot: 'UBOT1',
    users: [
      { id: 'U1', name: 'Aroha Ngata', tz: 'Pacific/Auckland' },
      { id: 'U2', name: 'Mere Tautahi', tz: 'Pacific/Auckland' },
    ],
    channels: ['C1', 'C2'],
  },
  {
    id: 'T2',
    name: 'Kāinga Collective',
    token: 'xoxb-two',
    bot: 'UBOT2',
    users: [{ id: 'U3', name: 'Tom Henare', tz: 'Pacific/Auckland' }],
    channels: ['C3'],
  },
]

const organisation = { organisation: 'E1', token: 'xoxb-org', bot: 'UBOT5' } as const

/** An organisation that has the app in all of its teams. */
export const organisationTeams: readonly StubTeam[] = [
  {
    ...organisation,
    id: 'T5',
    name: 'Everything North',
    users: [{ id: 'U5', name: 'Kiri Rangi', tz: 'Pacific/Auckland' }],
    channels: ['C5'],
  },
  {
    ...organisation,
    id: 'T6',
    name: 'Everything South',
    users: [{ id: 'U6', name: 'Hemi Parata', tz: 'Pacific/Chatham' }],
    channels: ['C6'],
  },
]

export interface SlackHarness {
  readonly slack: Slack
  readonly stub: SlackStub
  readonly client: SlackClient
  readonly url: string
  readonly received: Inbound[]
  readonly platformEvents: PlatformEvent[]
  readonly logged: object[]
  readonly processedIds: ProcessedIds
  readonly secrets: SecretStore
  now: number
  reply: Reply
  receive: InboundHandler
  /** From now on every deadline passes at once. */
  passDeadlines(): void
  /** Resolves when every request has been answered. */
  settled(): Promise<void>
  closeServer(): Promise<void>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly settings?: Partial<SlackSettings>
  readonly secrets?: SecretStore
  readonly processedIds?: ProcessedIds
  readonly stub?: SlackStub
  /** A clock of the test's own. */
  readonly now?: () => number
}

export async function openSlack(options: OpenOptions = {}): Promise<SlackHarness> {
  const stub = options.stub ?? (await openSlackStub(teams))
  const secrets = options.secrets ?? memorySecrets()
  const processedIds = options.processedIds ?? memoryProcessedIds()
  let late = false
  let waited = 0
  const now = () => (options.now?.() ?? opened.now) + waited
  const opened: Omit<
    SlackHarness,
    'slack' | 'client' | 'url' | 'settled' | 'close' | 'closeServer' | 'passDeadlines'
  > = {
    stub,
    secrets,
    processedIds,
    received: [],
    platformEvents: [],
    logged: [],
    now: Date.parse('2026-11-24T00:00:00Z'),
    reply: { kind: 'none' },
    receive: async (inbound) => {
      opened.received.push(inbound)
      return opened.reply
    },
  }
  const slack = await createSlack({
    settings: {
      apiUrl: stub.url,
      inbound: { kind: 'http', signingSecret },
      installed: { kind: 'one', botToken: 'xoxb-one' },
      ...options.settings,
    },
    secrets,
    processedIds,
    onPlatformEvent: async (change) => void opened.platformEvents.push(change),
    now,
    // Waiting advances the clock.
    async pause(milliseconds) {
      waited += milliseconds
    },
    withTimeout: async (_, work) => (late ? undefined : work),
    log: { error: (about) => void opened.logged.push(about) },
  })
  await slack.start((inbound) => opened.receive(inbound))
  const server = await openLocalServer(slack.handle)
  const { url } = server
  return Object.assign(opened, {
    slack,
    url,
    passDeadlines() {
      late = true
    },
    client: slackClient(url, stub, now),
    settled: server.settled,
    closeServer: server.close,
    async close() {
      await slack.stop()
      await server.close()
      if (options.stub === undefined) await stub.close()
    },
  })
}

/** The app is installed in the first team and in an organisation, but not in the second team, whose people are guests. */
export async function openOrganisations(options: OpenOptions = {}): Promise<SlackHarness> {
  const secrets = options.secrets ?? memorySecrets()
  const [first] = teams
  for (const [workspace, { name, token, bot }] of [
    ['T1', first as StubTeam],
    ['E1', { ...organisation, name: 'Ministry of Everything' }],
  ] as const)
    await secrets.write(`slack installation ${workspace}`, JSON.stringify({ workspace, name, token, bot }))
  const stub = options.stub ?? (await openSlackStub([...teams, ...organisationTeams]))
  const installed = { kind: 'many', client: { id: '1.1', secret: 'a client secret' } } as const
  const opened = await openSlack({ ...options, secrets, stub, settings: { installed, ...options.settings } })
  return Object.assign(opened, {
    close: async () => {
      await opened.slack.stop()
      await opened.closeServer()
      if (options.stub === undefined) await stub.close()
    },
  })
}

export function memorySecrets(): SecretStore & { names(): readonly string[] } {
  const texts = new Map<string, string>()
  const held = new Set<string>()
  const remove = async (name: string) => void texts.delete(name)
  return {
    names: () => [...texts.keys()],
    read: async (name) => texts.get(name),
    write: async (name, text) => void texts.set(name, text),
    remove,
    async acquireLock(name) {
      if (held.has(name)) return false
      held.add(name)
      return true
    },
    releaseLock: async (name) => void held.delete(name),
  }
}

export function profileOf(team: StubTeam, index: number): Profile {
  const user = team.users[index]
  if (user === undefined) throw new Error('There is no such user.')
  const { id, name, tz } = user
  return { platform: 'slack', workspace: team.id, user: id, name, zone: tz, organisation: team.name }
}

export function directOf({ workspace, user }: Profile): Direct {
  return { kind: 'direct', platform: 'slack', workspace, user }
}

export function channelOf(team: string, channel: string): Channel {
  return { kind: 'channel', platform: 'slack', workspace: team, channel }
}
