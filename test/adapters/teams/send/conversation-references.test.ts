// Conversation references are updated with each activity, and survive a restart.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createConnector } from '../../../../adapters/teams/send/connector-client.ts'
import { createConversationReferences } from '../../../../adapters/teams/send/conversation-references.ts'
import type { KeyValueStore } from '../../../../src/chat/adapter-descriptor.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { hour } from '../../../../src/domain/core/time.ts'
import type { StubPerson } from '../../../support/teams/types.ts'
import {
  channelOf,
  council,
  directOf,
  health,
  openTeams,
  profileOf,
  seatOf,
  type TeamsFixture,
} from '../harness.ts'

const aroha = health.people[0] as StubPerson
const alone = seatOf(health, 0)
const inDoors = seatOf(health, 0, 1)
const doors = channelOf(health.id, '19:doors@thread.tacv2')
const card = { blocks: [{ kind: 'text', runs: [plainRun('x')] }] } as const
const personName = `teams person ${health.id} aad-aroha`

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeams()
})
afterEach(() => fixture.close())

const savedRecord = async (name: string) => JSON.parse((await fixture.keyValueStore.load(name)) ?? '{}')
const lookUps = () => fixture.stub.arrived.filter(({ operation }) => operation === 'member').length

describe('the person who acts', () => {
  test('has the name, time zone and language of the latest activity', async () => {
    await fixture.client.message(alone, 'hello')
    const person = { ...aroha, name: 'Aroha Tautahi', timezone: 'Pacific/Chatham' }
    await fixture.client.message({ tenant: health, person }, 'hello')
    expect(fixture.received.map(({ from }) => [from.name, from.zone])).toEqual([
      ['Aroha Ngata', 'Pacific/Auckland'],
      ['Aroha Tautahi', 'Pacific/Chatham'],
    ])
    expect(await savedRecord(personName)).toMatchObject({ name: 'Aroha Tautahi', chat: 'a:1aad-aroha' })
  })
  test('keeps the chat with the bot, whatever they do elsewhere', async () => {
    await fixture.client.message(alone, 'hello')
    await fixture.client.message(inDoors, 'hello')
    expect(await savedRecord(personName)).toMatchObject({ chat: 'a:1aad-aroha' })
  })
  test('keeps it if they do both at once', async () => {
    await Promise.all([fixture.client.message(inDoors, 'hello'), fixture.client.message(alone, 'hello')])
    expect(await savedRecord(personName)).toMatchObject({ chat: 'a:1aad-aroha' })
  })
  test('is saved only if something is new', async () => {
    const written: string[] = []
    const memory = fixture.keyValueStore
    const counting: typeof memory = {
      ...memory,
      save: async (name, text) => {
        written.push(name)
        await memory.save(name, text)
      },
    }
    const open = await openTeams({ stub: fixture.stub, keyValueStore: counting })
    for (let n = 0; n < 5; n += 1) await open.client.message(inDoors, 'hello')
    expect(new Set(written).size).toBe(written.length)
    await open.close()
  })
  test('is stored without anything that they wrote', async () => {
    await fixture.client.message(inDoors, 'secret words')
    for (const name of fixture.keyValueStore.names())
      expect(await fixture.keyValueStore.load(name)).not.toContain('secret')
  })
})

describe('after a restart', () => {
  test('the bot can write to channels, chats and people that it knew before', async () => {
    await fixture.client.message(inDoors, 'hello')
    await fixture.client.message(alone, 'hello')
    const after = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore })
    for (const to of [doors, directOf(profileOf(health, 0)), directOf(profileOf(health, 1))])
      expect((await after.teams.send({ to, card })).kind).toBe('sent')
    expect(fixture.stub.messages.map(({ conversation }) => conversation)).toEqual([
      doors.channel,
      'a:1aad-aroha',
      'a:1aad-tom',
    ])
    await after.close()
  })
  test('the bot writes to nobody in a tenant that it does not know', async () => {
    await fixture.client.message(alone, 'hello')
    const after = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore })
    expect((await after.teams.send({ to: directOf(profileOf(council, 0)), card })).kind).toBe('failed')
    await after.close()
  })
})

test('what one process removes, another stores again with the next activity', async () => {
  await fixture.client.message(inDoors, 'hello')
  const other = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore })
  await other.client.message(inDoors, 'hello')
  await fixture.client.teamEvent(inDoors, 'channelDeleted')
  expect((await other.teams.send({ to: doors, card })).kind).toBe('failed')
  await other.client.message(inDoors, 'hello')
  expect((await fixture.teams.send({ to: doors, card })).kind).toBe('sent')
  await other.close()
})

test('an address that has changed is used from then on', async () => {
  await fixture.client.message(inDoors, 'hello')
  const moved = `${fixture.stub.serviceUrl}/`
  const { activity } = await fixture.client.message(inDoors, 'hello')
  const token = fixture.stub.token({ serviceUrl: moved })
  await fixture.client.raw({ ...activity, id: '2', serviceUrl: moved }, { token })
  expect(await savedRecord(`teams channel ${health.id} ${doors.channel}`)).toMatchObject({
    serviceUrl: moved,
  })
  expect((await fixture.teams.send({ to: doors, card })).kind).toBe('sent')
})

describe('the profile of a member', () => {
  const inDoors = () => ({
    serviceUrl: fixture.stub.serviceUrl,
    tenant: health.id,
    conversation: doors.channel,
  })
  const ask = (id: string, now = () => 0, memory: KeyValueStore = fixture.keyValueStore) => {
    const token = async () => fixture.stub.bearer ?? ''
    const references = createConversationReferences(
      memory,
      createConnector({ bot: '28:x', token, isTeams: () => true }),
      now,
    )
    return references.findProfile({ ...inDoors(), id })
  }

  test('is found by either of their ids', async () => {
    const mere = { platform: 'teams', workspace: health.id, user: 'aad-mere', name: 'Mere Tautahi' }
    expect(await ask('29:mere')).toEqual(mere)
    expect(await ask('aad-mere')).toEqual(mere)
  })
  test('is looked up once an hour', async () => {
    let at = 0
    const connector = createConnector({
      bot: '28:x',
      token: async () => fixture.stub.bearer ?? '',
      isTeams: () => true,
    })
    const references = createConversationReferences(fixture.keyValueStore, connector, () => at)
    const once = () => references.findProfile({ ...inDoors(), id: '29:mere' })
    for (at of [0, 1_000, 3_599_999]) await once()
    expect(lookUps()).toBe(1)
    at = hour
    await once()
    expect(lookUps()).toBe(2)
  })
  test('comes from the stored person if Teams does not answer', async () => {
    await fixture.client.message(alone, 'hello')
    fixture.stub.fault = ({ operation }) =>
      operation === 'member' ? { kind: 'status', status: 502, accept: false } : undefined
    expect(await ask('aad-aroha')).toMatchObject({ user: 'aad-aroha', name: 'Aroha Ngata' })
  })
  test('is undefined if neither is found', async () => {
    expect(await ask('aad-nobody')).toBeUndefined()
  })
  test('is never that of somebody in another tenant', async () => {
    await fixture.client.message(seatOf(council, 0), 'hello')
    expect(await ask('aad-ruth')).toBeUndefined()
  })
})
