import type { Cloud } from '../../../adapters/teams/clouds.ts'
import {
  createTeams,
  rehearsal,
  type Teams,
  type TeamsOptions,
  type TeamsSettings,
} from '../../../adapters/teams/index.ts'
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { KeyValueStore, ProcessedIds } from '../../../src/chat/adapter-descriptor.ts'
import type { Channel, Direct, Profile } from '../../../src/chat/address.ts'
import type { Inbound } from '../../../src/chat/inbound.ts'
import type { PlatformEvent } from '../../../src/chat/platform-event.ts'
import { openLocalServer } from '../../support/local-server.ts'
import { memoryProcessedIds } from '../../support/processed-ids.ts'
import { silentLog } from '../../support/silent-log.ts'
import type { Seat } from '../../support/teams/activities.ts'
import { type TeamsClient, teamsClient } from '../../support/teams/client.ts'
import { openTeamsStub, type TeamsStub } from '../../support/teams/stub.ts'
import { appId } from '../../support/teams/tokens.ts'
import type { StubPerson, StubTenant } from '../../support/teams/types.ts'

export const health: StubTenant = {
  id: '11111111-0000-4000-8000-000000000001',
  people: [person('aroha', 'Aroha Ngata'), person('tom', 'Tom Ruru'), person('mere', 'Mere Tautahi')],
  teams: [
    {
      id: '19:youth@thread.tacv2',
      name: 'Youth',
      channels: [
        { id: '19:youth@thread.tacv2', name: 'General' },
        { id: '19:doors@thread.tacv2', name: 'One door' },
      ],
    },
  ],
  chats: [{ id: '19:corridor@thread.v2' }],
}
export const council: StubTenant = {
  id: '22222222-0000-4000-8000-000000000002',
  people: [person('ruth', 'Ruth Palmer'), person('sam', 'Sam Waru')],
  teams: [
    {
      id: '19:whanau@thread.tacv2',
      name: 'Whānau',
      channels: [{ id: '19:whanau@thread.tacv2', name: 'General' }],
    },
  ],
  chats: [],
}

function person(key: string, name: string): StubPerson {
  return { id: `29:${key}`, aadObjectId: `aad-${key}`, name, timezone: 'Pacific/Auckland' }
}

export interface TeamsFixture {
  readonly stub: TeamsStub
  readonly teams: Teams
  readonly client: TeamsClient
  readonly url: string
  readonly keyValueStore: KeyValueStore & { names(): readonly string[] }
  readonly received: Inbound[]
  readonly platformEvents: PlatformEvent[]
  readonly logged: object[]
  now: number
  reply: Reply
  receive: InboundHandler
  /** Makes every answer from now on miss its deadline. */
  passDeadlines(): void
  /** Resolves when no request is in flight. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly settings?: Partial<TeamsSettings>
  readonly keyValueStore?: TeamsFixture['keyValueStore']
  readonly processedIds?: ProcessedIds
  readonly stub?: TeamsStub
  /** Replaces the clock of the fixture. */
  readonly now?: () => number
}

export async function openTeams(options: OpenOptions = {}): Promise<TeamsFixture> {
  const stub = options.stub ?? (await openTeamsStub([health, council]))
  const keyValueStore = options.keyValueStore ?? memoryKeyValueStore()
  let late = false
  let waited = 0
  const now = () => (options.now?.() ?? opened.now) + waited
  const opened: Omit<TeamsFixture, 'teams' | 'client' | 'url' | 'passDeadlines' | 'settled' | 'close'> = {
    stub,
    keyValueStore,
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
  const teams = createTeams({
    settings: {
      cloud: cloudOf(stub),
      app: { id: appId, password: 'not-used', tenant: health.id },
      tenants: [health.id, council.id],
      ...options.settings,
    },
    keyValueStore,
    processedIds: options.processedIds ?? memoryProcessedIds(),
    onPlatformEvent: async (change) => void opened.platformEvents.push(change),
    now,
    // A pause moves the clock forward.
    async pause(milliseconds) {
      waited += milliseconds
    },
    withTimeout: async (_, work) => (late ? undefined : work),
    token: async () => stub.bearer ?? '',
    log: { error: (about) => void opened.logged.push(about) },
  })
  await teams.start((inbound) => opened.receive(inbound))
  const server = await openLocalServer(teams.handle)
  const { url } = server
  return Object.assign(opened, {
    teams,
    url,
    client: teamsClient(url, stub, now),
    passDeadlines() {
      late = true
    },
    settled: server.settled,
    async close() {
      await teams.stop()
      await server.close()
      if (options.stub === undefined) await stub.close()
    },
  })
}

/** Another adapter beside the open one, with the same records. Its pauses do not wait. */
export function teamsBeside(opened: TeamsFixture, some: Partial<TeamsOptions>): Teams {
  return createTeams({
    settings: { cloud: cloudOf(opened.stub) },
    keyValueStore: opened.keyValueStore,
    processedIds: { has: async () => false, add: async () => {} },
    onPlatformEvent: async () => {},
    now: () => opened.now,
    pause: async () => {},
    withTimeout: (_, work) => work,
    token: async () => opened.stub.bearer ?? '',
    log: silentLog,
    ...some,
  })
}

/** Opens the adapter after somebody has written from each channel and from the direct messages. */
export async function openTeamsWithConversations(): Promise<TeamsFixture> {
  const opened = await openTeams()
  const seats = [seatOf(health, 0, 0), seatOf(health, 0, 1), seatOf(council, 0, 0), seatOf(health, 0)]
  for (const seat of seats) await opened.client.message(seat, 'hello')
  return opened
}

/** The stand-in as one of Microsoft's clouds. */
function cloudOf(stub: TeamsStub): Cloud {
  return { ...rehearsal, keysUrl: stub.keysUrl, emulatorKeysUrl: stub.keysUrl }
}

export function memoryKeyValueStore(): TeamsFixture['keyValueStore'] {
  const texts = new Map<string, string>()
  return {
    names: () => [...texts.keys()],
    load: async (name) => texts.get(name),
    save: async (name, text) => void texts.set(name, text),
    forget: async (name) => void texts.delete(name),
  }
}

export function seatOf(tenant: StubTenant, index: number, channel?: number): Seat {
  const team = tenant.teams[0]
  const found = channel === undefined ? undefined : team?.channels[channel]
  return {
    tenant,
    person: tenant.people[index] as StubPerson,
    ...(team && found && { place: { team, channel: found } }),
  }
}

export function profileOf(tenant: StubTenant, index: number): Profile {
  const { aadObjectId, name, timezone } = tenant.people[index] as StubPerson
  return { platform: 'teams', workspace: tenant.id, user: aadObjectId, name, zone: timezone }
}

export function directOf({ workspace, user }: Profile): Direct {
  return { kind: 'direct', platform: 'teams', workspace, user }
}

export function channelOf(tenant: string, channel: string): Channel {
  return { kind: 'channel', platform: 'teams', workspace: tenant, channel }
}
