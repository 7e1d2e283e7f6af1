// Inbound messages, presses and events of the workspace.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import type { Inbound } from '../../../../src/chat/inbound.ts'
import type { Seat } from '../../../support/slack/client.ts'
import { openSlackStub, type StubTeam } from '../../../support/slack/stub.ts'
import { channelOf, directOf, openSlack, profileOf, type SlackHarness, teams } from '../harness.ts'
import { buttonsIn, wordsIn } from '../visible-text.ts'

const [team, elsewhere] = teams as readonly [StubTeam, StubTeam]
const user = team.users[0] as (typeof team.users)[number]
const seat: Seat = { team, user, channel: 'C1' }
const aroha = profileOf(team, 0)

let harness: SlackHarness
beforeEach(async () => {
  harness = await openSlack()
})
afterEach(() => harness.close())

const card = (text: string): Reply => ({
  kind: 'card',
  card: { blocks: [{ kind: 'text', runs: [plainRun(text)] }] },
})

describe('what comes in', () => {
  const inbound = async (act: () => Promise<unknown>): Promise<Inbound | undefined> => {
    await act()
    await harness.settled()
    return harness.received.at(-1)
  }

  test('a mention in a channel is said there, without the bot’s own name', async () => {
    expect(await inbound(() => harness.client.mention(seat, 'put a hall'))).toMatchObject({
      kind: 'message',
      text: 'put a hall',
      place: channelOf('T1', 'C1'),
      from: aroha,
    })
  })
  test('a mention of somebody else in it stays, with whom it means', async () => {
    expect(await inbound(() => harness.client.mention(seat, 'role <@U2> guardian angel'))).toMatchObject({
      text: 'role @Mere Tautahi guardian angel',
      mentions: [{ text: '@Mere Tautahi', user: { user: 'U2', workspace: 'T1' } }],
    })
  })
  test('of an app, or of an account that was deactivated, it is known that nobody answers there', async () => {
    const helper = { id: 'U8', name: 'Helper', tz: 'UTC', is_bot: true }
    const moved = { id: 'U9', name: 'Moana', tz: 'UTC', deleted: true }
    const stub = await openSlackStub([{ ...team, users: [...team.users, helper, moved] }])
    const opened = await openSlack({ stub })
    await opened.client.command(seat, 'role <@U2> <@U8> <@U9>')
    const [inboundMessage] = opened.received
    expect(
      inboundMessage?.kind === 'message' && inboundMessage.mentions.map(({ user: meant }) => meant.absent),
    ).toEqual([undefined, 'app', 'deactivated'])
    await opened.close()
    await stub.close()
  })
  test('a time zone that does not exist is none', async () => {
    const lost = { id: 'U9', name: 'Moana', tz: 'Mars/Base' }
    const stub = await openSlackStub([{ ...team, users: [...team.users, lost] }])
    const opened = await openSlack({ stub })
    await opened.client.command(seat, 'role <@U2> <@U9>')
    const [inboundMessage] = opened.received
    expect(
      inboundMessage?.kind === 'message' && inboundMessage.mentions.map(({ user: meant }) => meant.zone),
    ).toEqual(['Pacific/Auckland', undefined])
    await opened.close()
    await stub.close()
  })
  test('two people of one name are two', async () => {
    const namesake = { id: 'U9', name: 'Mere Tautahi', tz: 'Pacific/Auckland' }
    const stub = await openSlackStub([{ ...team, users: [...team.users, namesake] }])
    const opened = await openSlack({ stub })
    await opened.client.command(seat, 'role <@U2> <@U9>')
    const [inboundMessage] = opened.received
    expect(inboundMessage).toMatchObject({ text: 'role @Mere Tautahi @U9' })
    expect(
      inboundMessage?.kind === 'message' &&
        inboundMessage.mentions.map(({ text, user: meant }) => [text, meant.user]),
    ).toEqual([
      ['@Mere Tautahi', 'U2'],
      ['@U9', 'U9'],
    ])
    await opened.close()
    await stub.close()
  })
  test('the user’s name in the payload is never trusted', async () => {
    expect((await inbound(() => harness.client.command(seat, 'help')))?.from.name).toBe('Aroha Ngata')
  })
  test('a person whom Slack does not tell about just now is known by no name', async () => {
    harness.stub.mishap = (method) =>
      method === 'users.info' ? { kind: 'status', status: 500, accept: false } : undefined
    expect((await inbound(() => harness.client.command(seat, 'help')))?.from).toMatchObject({
      user: 'U1',
      isNameless: true,
    })
    harness.stub.mishap = () => undefined
    expect((await inbound(() => harness.client.command(seat, 'help')))?.from).toEqual(aroha)
  })
  test('a command in the conversation with the app is said in the direct message', async () => {
    const channel = harness.stub.directChannel('T1', 'U1')
    expect(await inbound(() => harness.client.command({ ...seat, channel }, 'my networks'))).toMatchObject({
      place: directOf(aroha),
    })
  })
  test.each([
    ['put', undefined],
    ['put', 'We could lend you the hall'],
    ['lesson', 'Ask the young people first'],
    ['flag', 'The lease ends in May'],
  ])('the shortcut %s on the message %s asks for its form', async (callback, message) => {
    expect(await inbound(() => harness.client.shortcut(seat, callback, message))).toMatchObject({
      kind: 'message',
      confirmInForm: true,
      text: message === undefined ? callback : `${callback} ${message}`,
      place: message === undefined ? directOf(aroha) : channelOf('T1', 'C1'),
    })
  })
  test('a message that is handed in comes as people read it', async () => {
    const words = 'We could lend <@U2> the hall &amp; chairs'
    expect(await inbound(() => harness.client.shortcut(seat, 'put', words))).toMatchObject({
      text: 'put We could lend @Mere Tautahi the hall & chairs',
    })
  })
  test('opening the home tab asks what waits, and shows it there', async () => {
    harness.reply = card('You are in two networks')
    const event = { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }
    expect(await inbound(() => harness.client.event(team, event))).toMatchObject({
      kind: 'message',
      text: 'home',
      place: directOf(aroha),
    })
    expect(wordsIn(harness.stub.homes.get('U1')?.blocks)).toContain('You are in two networks')
  })
  test('a person of another team, in a shared channel, is of their own workspace', async () => {
    const guest: Seat = { team, user: elsewhere.users[0] as (typeof elsewhere.users)[number], channel: 'C1' }
    harness.reply = {
      kind: 'card',
      card: { blocks: [{ kind: 'buttons', buttons: [{ label: 'Go', action: 'a', values: {} }] }] },
    }
    await harness.client.command(seat, 'x')
    await harness.settled()
    const message = harness.stub.messages[0]
    const button = buttonsIn(message?.blocks ?? [])[0] ?? {}
    const payload = {
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: guest.user.id, team_id: 'T2' },
      trigger_id: 'x.trigger',
      response_url: harness.stub.responseUrlFor({ team: 'T1', channel: 'C1', user: guest.user.id }),
      container: { type: 'message', channel_id: 'C1' },
      channel: { id: 'C1' },
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    }
    const press = () => harness.client.raw(String(new URLSearchParams({ payload: JSON.stringify(payload) })))
    expect(await inbound(press)).toMatchObject({
      kind: 'button-press',
      from: { workspace: 'T2', user: 'U3' },
      place: channelOf('T1', 'C1'),
    })
  })
})

describe('changes of the workspace', () => {
  const tell = async (event: Parameters<typeof harness.client.event>[1]) => {
    await harness.client.event(team, event)
    await harness.settled()
    return harness.platformEvents
  }
  test('a channel with a new id', async () => {
    const event = { type: 'channel_id_changed', old_channel_id: 'C1', new_channel_id: 'C9' }
    expect(await tell(event)).toEqual([
      { kind: 'channel-moved', from: channelOf('T1', 'C1'), to: channelOf('T1', 'C9') },
    ])
  })
  test.each(['channel_archive', 'channel_deleted', 'group_archive', 'group_deleted'])('%s', async (type) => {
    expect(await tell({ type, channel: 'C1' })).toEqual([
      { kind: 'channel-gone', channel: channelOf('T1', 'C1') },
    ])
  })
  test('the bot taken out of a channel, but not anybody else', async () => {
    expect(await tell({ type: 'member_left_channel', user: 'U2', channel: 'C1' })).toEqual([])
    expect(await tell({ type: 'member_left_channel', user: 'UBOT1', channel: 'C1' })).toHaveLength(1)
  })
  test('the app’s removal, but not one from before it started with a token that is good', async () => {
    const seconds = Math.floor(harness.now / 1_000)
    await harness.client.event(team, { type: 'app_uninstalled' }, { id: 'Ev1', time: seconds - 60 })
    await harness.settled()
    expect(harness.platformEvents).toEqual([])
    await harness.client.event(team, { type: 'app_uninstalled' }, { id: 'Ev2', time: seconds + 60 })
    await harness.settled()
    expect(harness.platformEvents).toEqual([{ kind: 'workspace-gone', platform: 'slack', workspace: 'T1' }])
  })
  test('an account that was deactivated, but not one with a new name', async () => {
    expect(await tell({ type: 'user_change', user: { id: 'U2', deleted: false } })).toEqual([])
    expect(await tell({ type: 'user_change', user: { id: 'U2', deleted: true } })).toEqual([
      { kind: 'person-gone', user: { platform: 'slack', workspace: 'T1', user: 'U2' } },
    ])
  })
})
