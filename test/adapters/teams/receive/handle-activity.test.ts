// What people of Teams write, press and send becomes what the bot hears, once and from whom Teams says.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../../adapters/teams/messages.ts'
import { encode } from '../../../../adapters/teams/render/action-ids.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import type { ProcessedIds } from '../../../../src/chat/adapter-descriptor.ts'
import type { Address } from '../../../../src/chat/address.ts'
import type { Seat } from '../../../support/teams/activities.ts'
import type { Json, StubMessage, StubPerson } from '../../../support/teams/types.ts'
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
import {
  actionOf,
  contentOf,
  dialogOf,
  directMessagesOf,
  noticeOf,
  showReply,
  textReply,
  withButtons,
} from '../replies.ts'
import { textIn } from '../visible-text.ts'

const alone = seatOf(health, 0)
const inChannel = seatOf(health, 0, 1)
const [aroha, , mere] = health.people as readonly [StubPerson, StubPerson, StubPerson]
const me = profileOf(health, 0)
const doors = channelOf(health.id, '19:doors@thread.tacv2')
const corridor = channelOf(health.id, '19:corridor@thread.v2')
const inChat: Seat = { tenant: health, person: aroha, place: { chat: { id: corridor.channel } } }

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeams()
})
afterEach(() => fixture.close())

const lastIn = (conversation: string) =>
  fixture.stub.messages.findLast((one) => one.conversation === conversation)

describe('a message', () => {
  test.each<[string, Seat, Address]>([
    ['in a channel', inChannel, doors],
    ['in a group chat', inChat, corridor],
    ['alone with the bot', alone, directOf(me)],
  ])('%s is said there, by whom Teams says, without the bot’s name', async (_, seat, place) => {
    await fixture.client.message(seat, 'put a hall')
    expect(fixture.received).toMatchObject([
      { kind: 'message', text: 'put a hall', place, from: me, mentions: [] },
    ])
    expect(fixture.received[0]?.from.locale).toBe('en-NZ')
  })
  test('in a thread belongs to the channel of the thread', async () => {
    await fixture.client.message(inChannel, 'table', { root: '1699999999999' })
    expect(fixture.received).toMatchObject([{ text: 'table', place: doors }])
  })
  test.each(['hi', 'hello', 'help'])(
    '%s gets an answer alone, and a word where it was said',
    async (text) => {
      fixture.reply = textReply('Kia ora')
      await fixture.client.message(inChannel, text, { root: '17' })
      expect(fixture.received).toMatchObject([{ text }])
      expect(fixture.stub.messages).toMatchObject([
        { conversation: fixture.stub.chatOf(aroha) },
        { conversation: doors.channel, root: '17', text: sentences.answeredAlone },
      ])
      expect(textIn(contentOf(directMessagesOf(fixture, alone)[0]))).toBe('Kia ora')
    },
  )
  test('in a group chat is answered in the personal chat', async () => {
    fixture.reply = textReply('private words')
    await fixture.client.message(inChat, 'my networks')
    expect(lastIn(corridor.channel)).toMatchObject({ text: sentences.answeredAlone, attachments: [] })
    expect(directMessagesOf(fixture, alone)).toHaveLength(1)
  })
  test('in the personal chat is answered there, and once', async () => {
    fixture.reply = textReply('Kia ora')
    await fixture.client.message(alone, 'hi')
    expect(fixture.stub.messages).toHaveLength(1)
    expect(directMessagesOf(fixture, alone)).toHaveLength(1)
  })
  test('to which the bot has no reply gets no answer', async () => {
    await fixture.client.message(inChannel, 'hi')
    expect(fixture.stub.messages).toEqual([])
  })
  test('that mentions the bot three times is read as if it did once', async () => {
    await fixture.client.message(inChannel, '@On the Table @On the Table put a hall @On the Table')
    expect(fixture.received).toMatchObject([{ text: 'put a hall', mentions: [] }])
  })
  test('keeps mentions of other people, with their profiles', async () => {
    await fixture.client.message(inChannel, 'role @Mere Tautahi guardian angel', { mentions: [mere] })
    expect(fixture.received).toMatchObject([
      {
        text: 'role @Mere Tautahi guardian angel',
        mentions: [{ text: '@Mere Tautahi', user: { workspace: health.id, user: 'aad-mere' } }],
      },
    ])
  })
  test('is read without a leading slash command', async () => {
    for (const text of ['/network table', '/network']) await fixture.client.message(alone, text)
    expect(fixture.received).toMatchObject([{ text: 'table' }, { text: '' }])
    await fixture.client.message(alone, 'put /network on the table')
    expect(fixture.received.at(-1)).toMatchObject({ text: 'put /network on the table' })
  })
  test.each([{ text: undefined }, { text: null }, { text: '' }, { text: null, entities: null }])(
    'as %j is said without words',
    async (more) => {
      const { activity } = await fixture.client.message(alone, 'x')
      fixture.received.length = 0
      await fixture.client.raw({ ...activity, id: '2', ...more })
      expect(fixture.received).toMatchObject([{ kind: 'message', text: '' }])
      expect(fixture.logged).toEqual([])
    },
  )
  test('of 100 KB arrives whole', async () => {
    const text = `put ${'kōrero '.repeat(14_000)}end`
    await fixture.client.message(alone, text)
    expect(fixture.received).toMatchObject([{ text }])
  })
  test('that mentions another app marks it as an app', async () => {
    const helper = { id: '28:helper', name: 'Helper', aadObjectId: '' }
    await fixture.client.message(inChannel, 'angel @Helper', { mentions: [helper as never] })
    expect(fixture.received).toMatchObject([
      { text: 'angel @Helper', mentions: [{ text: '@Helper', user: { name: 'Helper', absent: 'app' } }] },
    ])
  })
  test('from somebody without a directory id has their id in Teams', async () => {
    const { activity } = await fixture.client.message(alone, 'x')
    await fixture.client.raw({ ...activity, id: '2', from: { id: '29:guest', name: 'A Guest' } })
    expect(fixture.received.at(-1)?.from).toMatchObject({ user: '29:guest', name: 'A Guest' })
  })
  test('with an invalid time zone or language is read without it', async () => {
    const { activity } = await fixture.client.message(alone, 'x')
    const more = { id: '2', localTimezone: 'Nowhere/Land', locale: '!', entities: [] }
    await fixture.client.raw({ ...activity, ...more })
    const { zone, locale } = fixture.received.at(-1)?.from ?? {}
    expect({ zone, locale }).toEqual({ zone: undefined, locale: undefined })
  })
})

describe('deduplication', () => {
  test('an activity that Teams delivers twice is handled once', async () => {
    fixture.reply = textReply('Kia ora')
    const first = await fixture.client.message(inChannel, 'put a hall')
    expect((await first.resend()).status).toBe(200)
    expect(fixture.received).toHaveLength(1)
    expect(fixture.stub.messages).toHaveLength(2)
  })
  test('two deliveries at the same time are handled once', async () => {
    const thinking = Promise.withResolvers<Reply>()
    const begun = Promise.withResolvers<void>()
    let times = 0
    fixture.receive = () => {
      times += 1
      begun.resolve()
      return thinking.promise
    }
    const first = fixture.client.message(alone, 'put a hall', { id: '7' })
    await begun.promise
    expect((await fixture.client.message(alone, 'put a hall', { id: '7' })).status).toBe(200)
    thinking.resolve({ kind: 'none' })
    await first
    expect(times).toBe(1)
  })
  test('a delivery after a restart is handled once', async () => {
    const ids = new Set<string>()
    const processedIds: ProcessedIds = { has: async (id) => ids.has(id), add: async (id) => void ids.add(id) }
    const before = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore, processedIds })
    await before.client.message(alone, 'put a hall', { id: '7' })
    await before.close()
    const after = await openTeams({ stub: fixture.stub, keyValueStore: fixture.keyValueStore, processedIds })
    await after.client.message(alone, 'put a hall', { id: '7' })
    await after.client.message(alone, 'put a hall', { id: '8' })
    expect(after.received).toHaveLength(1)
    await after.close()
  })
  test('the same id in two conversations is two messages', async () => {
    await fixture.client.message(alone, 'put a hall', { id: '7' })
    await fixture.client.message(inChannel, 'put a hall', { id: '7' })
    expect(fixture.received).toHaveLength(2)
  })
  test('a press that comes twice has the same id, so that the bot does it once', async () => {
    const message = await showReply(fixture, inChannel, withButtons({}))
    fixture.reply = { kind: 'none' }
    await (await fixture.client.press(alone, message, actionOf(contentOf(message)))).resend()
    const [first, second] = fixture.received
    expect(first?.id).toBe(second?.id)
    await fixture.client.press(alone, message, actionOf(contentOf(message)))
    expect(fixture.received.at(-1)?.id).not.toBe(first?.id)
  })
})

describe('somebody who is not served', () => {
  const foreign = seatOf(council, 0, 0)
  beforeEach(async () => {
    await fixture.close()
    fixture = await openTeams({ settings: { tenants: [health.id] } })
  })

  test('is told so where they asked, and nothing about them is stored or handled', async () => {
    await fixture.client.message(foreign, 'put secret words')
    await fixture.client.message(seatOf(council, 0), 'put secret words')
    expect(fixture.stub.messages.map(({ text }) => text)).toEqual([
      sentences.otherTenant,
      sentences.otherTenant,
    ])
    expect(fixture.received).toEqual([])
    expect(fixture.keyValueStore.names()).toEqual([])
  })
  test('is told so for a press and a dialog', async () => {
    const message = { conversation: '19:whanau@thread.tacv2', id: '1' } as StubMessage
    const action = { type: 'Action.Execute', data: encode({ kind: 'press', action: 'go', values: {} }) }
    for (const answer of [
      await fixture.client.press(foreign, message, action),
      await fixture.client.openDialog(foreign, message, action),
    ])
      expect(JSON.stringify(answer.body)).toContain(sentences.otherTenant)
    expect(fixture.received).toEqual([])
    expect(fixture.keyValueStore.names()).toEqual([])
  })
  test('is not welcomed, and their installation events are ignored', async () => {
    for (const action of ['add', 'remove'] as const) await fixture.client.installation(foreign, action)
    await fixture.client.teamEvent(foreign, 'channelDeleted')
    expect(fixture.stub.messages).toEqual([])
    expect(fixture.received).toEqual([])
    expect(fixture.platformEvents).toEqual([])
    expect(fixture.keyValueStore.names()).toEqual([])
  })
  test('is not somebody whose tenant id is in other letter case', async () => {
    const open = await openTeams({ stub: fixture.stub, settings: { tenants: [health.id.toUpperCase()] } })
    await open.client.message(alone, 'hi')
    expect(open.received).toHaveLength(1)
    await open.close()
  })
})

describe('two tenants', () => {
  test('are kept apart, even if channels and people have the same ids', async () => {
    const { activity } = await fixture.client.message(inChannel, 'one')
    const conversation = { ...(activity.conversation as Json), tenantId: council.id }
    const channelData = { ...(activity.channelData as Json), tenant: { id: council.id } }
    await fixture.client.raw({ ...activity, id: '9', conversation, channelData })
    const [one, two] = fixture.received
    expect(one?.place).toEqual(doors)
    expect(two?.place).toEqual({ ...doors, workspace: council.id })
    expect(one?.from.workspace).toBe(health.id)
    expect(two?.from).toMatchObject({ user: one?.from.user, workspace: council.id })
    expect(fixture.keyValueStore.names().filter((name) => name.includes(council.id))).toHaveLength(4)
  })
})

describe('a payload of an earlier version, or a foreign one', () => {
  const old: readonly (readonly [string, unknown])[] = [
    ['an older edition', { table: { edition: 't0', kind: 'press', action: 'go', values: {} } }],
    ['no edition', { action: 'go' }],
    ['another kind', { table: { edition: 't1', kind: 'wish' } }],
    ['values that are none', { table: { edition: 't1', kind: 'press', action: 'go', values: { a: 1 } } }],
    ['a form without fields', { table: { edition: 't1', kind: 'submit', form: {} } }],
    ['nothing', undefined],
  ]
  const message = { id: '1', conversation: '19:doors@thread.tacv2' } as StubMessage

  test.each(old)('in a press, %s gets a sentence that says what to do', async (_, data) => {
    const answer = await fixture.client.press(inChannel, message, { type: 'Action.Execute', data })
    expect(noticeOf(answer)).toBe(sentences.outdated)
    expect(fixture.received).toEqual([])
  })
  test.each(old)('in a dialog, %s gets it there', async (_, data) => {
    for (const answer of [
      await fixture.client.openDialog(inChannel, message, { data }),
      await fixture.client.submitDialog(inChannel, { data }),
    ])
      expect(textIn(dialogOf(answer).content)).toBe(sentences.outdated)
    expect(fixture.received).toEqual([])
  })
  test.each(old.slice(0, 5))('in a message without words, %s gets it alone', async (_, value) => {
    const { activity } = await fixture.client.message(alone, 'x')
    fixture.received.length = 0
    const { text: __, ...rest } = activity
    await fixture.client.raw({ ...rest, id: '2', value })
    expect(textIn(contentOf(directMessagesOf(fixture, alone).at(-1)))).toBe(sentences.outdated)
    expect(fixture.received).toEqual([])
  })
})
