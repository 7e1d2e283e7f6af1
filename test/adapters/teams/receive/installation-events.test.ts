// What happens in Teams by itself: one welcome for each install, and channels that go.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel } from '../../../../src/chat/address.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { bot, type Seat } from '../../../support/teams/activities.ts'
import type { Json, StubPerson } from '../../../support/teams/types.ts'
import { channelOf, directOf, health, openTeams, profileOf, seatOf, type TeamsFixture } from '../harness.ts'
import { textIn } from '../visible-text.ts'

const aroha = health.people[0] as StubPerson
const alone = seatOf(health, 0)
const inGeneral = seatOf(health, 0, 0)
const inDoors = seatOf(health, 0, 1)
const inChat: Seat = { tenant: health, person: aroha, place: { chat: { id: '19:corridor@thread.v2' } } }
const general = channelOf(health.id, '19:youth@thread.tacv2')
const doors = channelOf(health.id, '19:doors@thread.tacv2')
const corridor = channelOf(health.id, '19:corridor@thread.v2')

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeams()
  fixture.reply = { kind: 'card', card: { blocks: [{ kind: 'text', runs: [plainRun('Kia ora')] }] } }
})
afterEach(() => fixture.close())

const welcomes = () => fixture.stub.messages.map(({ attachments }) => textIn(attachments[0]?.content))
const gone = (...channels: Channel[]) => channels.map((channel) => ({ kind: 'channel-gone', channel }))
const card = { blocks: [{ kind: 'text', runs: [plainRun('x')] }] } as const

describe('a welcome', () => {
  test.each<[string, Seat, string]>([
    ['a person', alone, 'a:1aad-aroha'],
    ['a team', inGeneral, general.channel],
    ['a group chat', inChat, corridor.channel],
  ])('is said to %s, as the bot answers a hello', async (_, seat, conversation) => {
    await fixture.client.installation(seat, 'add')
    expect(fixture.received).toMatchObject([{ kind: 'message', text: 'hello' }])
    expect(fixture.stub.messages).toMatchObject([{ conversation }])
    expect(welcomes()).toEqual(['Kia ora'])
  })
  test('comes once for each installation, however many events report it', async () => {
    for (const seat of [alone, inGeneral, inChat]) {
      await fixture.client.members(seat, { added: [bot] })
      const answer = await fixture.client.installation(seat, 'add')
      await answer.resend()
      await fixture.client.members(seat, { added: [bot] })
    }
    expect(welcomes()).toEqual(['Kia ora', 'Kia ora', 'Kia ora'])
  })
  test('comes once if two events report the installation at the same time', async () => {
    await Promise.all([
      fixture.client.members(inGeneral, { added: [bot] }),
      fixture.client.installation(inGeneral, 'add'),
    ])
    expect(welcomes()).toEqual(['Kia ora'])
  })
  test('comes once for a team, whichever of its channels the events name', async () => {
    await fixture.client.installation(inDoors, 'add')
    await fixture.client.members(inGeneral, { added: [bot] })
    expect(welcomes()).toEqual(['Kia ora'])
  })
  test('comes once across a restart', async () => {
    await fixture.client.installation(alone, 'add')
    const after = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore })
    await after.client.members(alone, { added: [bot] })
    expect(after.received).toEqual([])
    await after.close()
  })
  test.each([
    ['a person', alone],
    ['a team', inGeneral],
    ['a group chat', inChat],
  ])('comes again when %s has removed the bot and installed it anew', async (_, seat) => {
    await fixture.client.installation(seat, 'add')
    await fixture.client.installation(seat, 'remove')
    await fixture.client.installation(seat, 'add')
    expect(welcomes()).toEqual(['Kia ora', 'Kia ora'])
  })
  test('is for the bot only, not for people who join or an app that is renewed', async () => {
    await fixture.client.members(inGeneral, { added: [{ id: '29:tom' }] })
    const { activity } = await fixture.client.message(alone, 'x')
    fixture.stub.messages.length = 0
    await fixture.client.raw({ ...activity, type: 'installationUpdate', id: '2', action: 'add-upgrade' })
    expect(welcomes()).toEqual([])
  })
  test('keeps people’s names, which such events do not contain', async () => {
    await fixture.client.message(inDoors, 'hello')
    await fixture.client.installation(alone, 'add')
    await fixture.client.members(inGeneral, { added: [bot] })
    expect(fixture.received.map(({ from }) => from.name)).toEqual([
      'Aroha Ngata',
      'Aroha Ngata',
      'Aroha Ngata',
    ])
  })
  test('asks Teams for the name of somebody who has never written', async () => {
    await fixture.client.installation(inGeneral, 'add')
    expect(fixture.received[0]?.from).toMatchObject({ user: 'aad-aroha', name: 'Aroha Ngata' })
  })
  test('that cannot be sent does no harm', async () => {
    fixture.stub.fault = () => ({ kind: 'refuse', code: 'BotNotInConversationRoster' })
    expect((await fixture.client.installation(inGeneral, 'add')).status).toBe(200)
    expect(fixture.logged).toEqual([])
  })
})

describe('what goes', () => {
  beforeEach(async () => {
    for (const seat of [inGeneral, inDoors, inChat, alone]) await fixture.client.message(seat, 'hello')
    fixture.stub.messages.length = 0
    fixture.received.length = 0
  })

  test('with a team from which the bot was removed, all channels in which it was heard', async () => {
    await fixture.client.installation(inGeneral, 'remove')
    expect(fixture.platformEvents).toEqual(gone(general, doors))
    for (const to of [general, doors])
      expect(await fixture.teams.send({ to, card })).toMatchObject({
        kind: 'failed',
        why: expect.stringMatching(/^not_installed/),
      })
    expect((await fixture.teams.send({ to: corridor, card })).kind).toBe('sent')
  })
  test('also where the members tell of it', async () => {
    await fixture.client.members(inGeneral, { removed: [bot] })
    expect(fixture.platformEvents).toEqual(gone(general, doors))
  })
  test('a group chat from which it was removed', async () => {
    await fixture.client.installation(inChat, 'remove')
    expect(fixture.platformEvents).toEqual(gone(corridor))
    expect((await fixture.teams.send({ to: corridor, card })).kind).toBe('failed')
  })
  test('a channel that was deleted, and no other', async () => {
    await fixture.client.teamEvent(inDoors, 'channelDeleted')
    expect(fixture.platformEvents).toEqual(gone(doors))
    expect((await fixture.teams.send({ to: general, card })).kind).toBe('sent')
  })
  test('a team that was deleted', async () => {
    await fixture.client.teamEvent(inGeneral, 'teamDeleted')
    expect(fixture.platformEvents).toEqual(gone(general, doors))
  })
  test('but nothing with a person who leaves, a new channel or a new name', async () => {
    await fixture.client.members(inGeneral, { removed: [{ id: '29:tom' }] })
    for (const event of ['channelCreated', 'channelRenamed', 'teamRenamed', 'teamArchived'])
      await fixture.client.teamEvent(inDoors, event, 'Another')
    expect(fixture.platformEvents).toEqual([])
  })
  test('the chat with a person who has removed the bot, until they install it again', async () => {
    const to = directOf(profileOf(health, 0))
    await fixture.client.installation(alone, 'remove')
    expect(fixture.platformEvents).toEqual([])
    expect(await fixture.teams.send({ to, card })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/^ForbiddenOperationException/),
    })
    await fixture.client.installation(alone, 'add')
    expect((await fixture.teams.send({ to, card })).kind).toBe('sent')
  })
  test('after a restart too', async () => {
    const after = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore })
    await after.client.teamEvent(inGeneral, 'teamDeleted')
    expect(after.platformEvents).toEqual(gone(general, doors))
    await after.close()
  })
  test('as often as it is told: whoever hears of it does it once', async () => {
    const answer = await fixture.client.teamEvent(inDoors, 'channelDeleted')
    await answer.resend()
    expect(new Set(fixture.platformEvents.map((change) => JSON.stringify(change))).size).toBe(1)
  })
  test('but comes back when the bot is installed again and hears somebody there', async () => {
    await fixture.client.installation(inGeneral, 'remove')
    await fixture.client.installation(inGeneral, 'add')
    await fixture.client.message(inDoors, 'hello')
    expect((await fixture.teams.send({ to: doors, card })).kind).toBe('sent')
  })
})

test('two channels of a team that are first seen at the same time are both stored under it', async () => {
  await Promise.all([fixture.client.message(inGeneral, 'hello'), fixture.client.message(inDoors, 'hello')])
  await fixture.client.teamEvent(inGeneral, 'teamDeleted')
  expect(new Set(fixture.platformEvents.map((change) => (change as Json).channel))).toEqual(
    new Set([general, doors]),
  )
})
