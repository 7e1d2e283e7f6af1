// Slack's door: who is let in, how it is answered, and what each kind of event becomes.
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../adapters/slack/errors.ts'
import type { Reply } from '../../../src/chat/adapter.ts'
import { words } from '../../../src/chat/card.ts'
import type { Inbound } from '../../../src/chat/inbound.ts'
import { everyForm } from '../../contract/sample-cards.ts'
import type { Seat } from '../../support/slack-client.ts'
import { openSlackStub, type StubTeam } from '../../support/slack-stub.ts'
import { channelOf, directOf, type Opened, openSlack, profileOf, teams } from './harness.ts'
import { buttonsIn, wordsIn } from './looks.ts'

const [team, elsewhere] = teams as readonly [StubTeam, StubTeam]
const user = team.users[0] as (typeof team.users)[number]
const seat: Seat = { team, user, channel: 'C1' }
const aroha = profileOf(team, 0)

let on: Opened
beforeEach(async () => {
  on = await openSlack()
})
afterEach(() => on.close())

const card = (text: string): Reply => ({
  kind: 'card',
  card: { blocks: [{ kind: 'text', runs: [words(text)] }] },
})

describe('who is let in', () => {
  const help = 'command=%2Fnetwork&text=help&team_id=T1&user_id=U1&channel_id=C1&trigger_id=t'
  const seconds = (ahead: number) => String(Math.floor(on.now / 1000) + ahead)

  test.each([
    ['a wrong signature', () => ({ 'x-slack-signature': `v0=${'0'.repeat(64)}` })],
    ['no signature', () => ({ 'x-slack-signature': '' })],
    ['a signature of other letters', () => ({ 'x-slack-signature': `v0=${'é'.repeat(64)}` })],
    ['a request of five minutes ago', () => ({ 'x-slack-request-timestamp': seconds(-301) })],
    ['a request from the future', () => ({ 'x-slack-request-timestamp': seconds(301) })],
    ['a time that is none', () => ({ 'x-slack-request-timestamp': 'soon' })],
  ])('%s is answered with 401 and nothing more', async (_, headers) => {
    const answer = await on.client.raw(help, headers())
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('')
    expect(on.received).toEqual([])
  })
  test.each([-299, 0, 299])('a request %s seconds from now is taken', async (ahead) => {
    expect((await on.client.raw(help, { 'x-slack-request-timestamp': seconds(ahead) })).status).toBe(200)
  })
  test('a body of more than 256 KB is answered with 413', async () => {
    const answer = await on.client.raw(`${help}&more=${'x'.repeat(257 * 1024)}`)
    expect(answer.status).toBe(413)
    expect(on.received).toEqual([])
  })
  test('a request that breaks off harms nobody', async () => {
    const { hostname, port } = new URL(on.url)
    const socket = connect(Number(port), hostname)
    socket.write('POST /slack/events HTTP/1.1\r\nhost: here\r\ncontent-length: 500\r\n\r\ncommand=')
    await once(socket, 'connect')
    socket.destroy()
    await once(socket, 'close')
    expect((await on.client.command(seat, 'help')).status).toBe(200)
    expect(on.received).toHaveLength(1)
  })
  test('a body that cannot be read is answered with 400', async () => {
    const answer = await on.client.raw('{', { 'content-type': 'application/json' })
    expect(answer.status).toBe(400)
  })
  test.each(['null', '7', '"text"', '[]'])('a body that holds %s is answered with 400', async (body) => {
    for (const [sent, type] of [
      [body, 'application/json'],
      [`payload=${encodeURIComponent(body)}`, 'application/x-www-form-urlencoded'],
    ] as const)
      expect((await on.client.raw(sent, { 'content-type': type })).status).toBe(400)
  })
  test('Slack’s own probes are answered', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const answer = await on.client.raw(challenge, { 'content-type': 'application/json' })
    expect(await answer.json()).toEqual({ challenge: 'abc' })
    expect((await on.client.raw('ssl_check=1&token=x')).status).toBe(200)
  })
  test('a command from a workspace without the app hears so, and nothing else follows', async () => {
    const answer = await on.client.command({ ...seat, team: elsewhere }, 'help')
    expect(await answer.json()).toEqual({ response_type: 'ephemeral', text: sentences.notInstalled })
    expect((await on.client.mention({ ...seat, team: elsewhere }, 'help')).status).toBe(200)
    expect(on.received).toEqual([])
    expect(on.stub.accepted.map(({ method }) => method)).toEqual(['auth.test'])
  })
  test('any other path is not found', async () => {
    expect((await fetch(`${on.url}/slack/other`)).status).toBe(404)
    expect((await fetch(`${on.url}/slack/events`)).status).toBe(404)
  })
})

test('Slack is acknowledged before the bot has thought', async () => {
  const thinking = Promise.withResolvers<Reply>()
  on.receive = () => thinking.promise
  on.passDeadlines()
  const answers = [await on.client.command(seat, 'help'), await on.client.mention(seat, 'help')]
  for (const answer of answers) {
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
  }
  thinking.resolve(card('At last'))
  await on.settled()
  expect(on.stub.messages).toHaveLength(2)
})

test('Slack is acknowledged before it has told who asks', async () => {
  on.reply = card('At last')
  const telling = Promise.withResolvers<void>()
  on.stub.before = (method) => (method === 'users.info' ? telling.promise : undefined)
  on.passDeadlines()
  const answer = await on.client.command(seat, 'help')
  expect(await answer.text()).toBe('')
  expect(on.received).toEqual([])
  telling.resolve()
  await on.settled()
  expect(wordsIn(on.stub.messages.at(-1)?.blocks)).toBe('At last')
})

describe('what comes in', () => {
  const inbound = async (act: () => Promise<unknown>): Promise<Inbound | undefined> => {
    await act()
    await on.settled()
    return on.received.at(-1)
  }

  test('a mention in a channel is said there, without the bot’s own name', async () => {
    expect(await inbound(() => on.client.mention(seat, 'put a hall'))).toMatchObject({
      kind: 'said',
      text: 'put a hall',
      place: channelOf('T1', 'C1'),
      from: aroha,
    })
  })
  test('a mention of somebody else in it stays, with whom it means', async () => {
    expect(await inbound(() => on.client.mention(seat, 'role <@U2> guardian angel'))).toMatchObject({
      text: 'role @Mere Tautahi guardian angel',
      mentions: [{ text: '@Mere Tautahi', user: { user: 'U2', workspace: 'T1' } }],
    })
  })
  test('two people of one name are two', async () => {
    const namesake = { id: 'U9', name: 'Mere Tautahi', tz: 'Pacific/Auckland' }
    const stub = await openSlackStub([{ ...team, users: [...team.users, namesake] }])
    const opened = await openSlack({ stub })
    await opened.client.command(seat, 'role <@U2> <@U9>')
    const [said] = opened.received
    expect(said).toMatchObject({ text: 'role @Mere Tautahi @U9' })
    expect(said?.kind === 'said' && said.mentions.map(({ text, user: meant }) => [text, meant.user])).toEqual(
      [
        ['@Mere Tautahi', 'U2'],
        ['@U9', 'U9'],
      ],
    )
    await opened.close()
    await stub.close()
  })
  test('the user’s name in the payload is never trusted', async () => {
    expect((await inbound(() => on.client.command(seat, 'help')))?.from.name).toBe('Aroha Ngata')
  })
  test('a person whom Slack does not tell about just now is known by no name', async () => {
    on.stub.mishap = (method) =>
      method === 'users.info' ? { kind: 'status', status: 500, accept: false } : undefined
    expect((await inbound(() => on.client.command(seat, 'help')))?.from).toMatchObject({
      user: 'U1',
      isNameless: true,
    })
    on.stub.mishap = () => undefined
    expect((await inbound(() => on.client.command(seat, 'help')))?.from).toEqual(aroha)
  })
  test('a command in the conversation with the app is said in the direct message', async () => {
    const channel = on.stub.directChannel('T1', 'U1')
    expect(await inbound(() => on.client.command({ ...seat, channel }, 'my networks'))).toMatchObject({
      place: directOf(aroha),
    })
  })
  test.each([
    ['put', undefined],
    ['put', 'We could lend you the hall'],
  ])('the shortcut %s on the message %s asks for its form', async (callback, message) => {
    expect(await inbound(() => on.client.shortcut(seat, callback, message))).toMatchObject({
      kind: 'said',
      text: 'put',
      place: message === undefined ? directOf(aroha) : channelOf('T1', 'C1'),
    })
  })
  test('a message that is handed in stands in the form, to be looked at before anything is done', async () => {
    on.reply = { kind: 'form', form: everyForm }
    await on.client.shortcut(seat, 'put', 'We could lend <@U2> the hall &amp; chairs')
    await on.settled()
    const shown = JSON.stringify(on.stub.modals.get('U1')?.view)
    expect(shown).toContain('We could lend @Mere Tautahi the hall & chairs')
    expect(on.received).toHaveLength(1)
  })
  test('opening the home tab asks for one’s networks, and shows them there', async () => {
    on.reply = card('You are in two networks')
    const event = { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }
    expect(await inbound(() => on.client.event(team, event))).toMatchObject({
      kind: 'said',
      text: 'my networks',
      place: directOf(aroha),
    })
    expect(wordsIn(on.stub.homes.get('U1')?.blocks)).toContain('You are in two networks')
  })
  test('a person of another team, in a shared channel, is of their own workspace', async () => {
    const guest: Seat = { team, user: elsewhere.users[0] as (typeof elsewhere.users)[number], channel: 'C1' }
    on.reply = {
      kind: 'card',
      card: { blocks: [{ kind: 'buttons', buttons: [{ label: 'Go', action: 'a', values: {} }] }] },
    }
    await on.client.command(seat, 'x')
    await on.settled()
    const message = on.stub.messages[0]
    const button = buttonsIn(message?.blocks ?? [])[0] ?? {}
    const payload = {
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: guest.user.id, team_id: 'T2' },
      trigger_id: 'x.trigger',
      response_url: on.stub.responseUrlFor('T1', 'C1', guest.user.id),
      container: { type: 'message', channel_id: 'C1' },
      channel: { id: 'C1' },
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    }
    const press = () => on.client.raw(String(new URLSearchParams({ payload: JSON.stringify(payload) })))
    expect(await inbound(press)).toMatchObject({
      kind: 'pressed',
      from: { workspace: 'T2', user: 'U3' },
      place: channelOf('T1', 'C1'),
    })
  })
})

describe('changes of the workspace', () => {
  const tell = async (event: Parameters<typeof on.client.event>[1]) => {
    await on.client.event(team, event)
    await on.settled()
    return on.changes
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
    const seconds = Math.floor(on.now / 1_000)
    await on.client.event(team, { type: 'app_uninstalled' }, 'Ev1', seconds - 60)
    await on.settled()
    expect(on.changes).toEqual([])
    await on.client.event(team, { type: 'app_uninstalled' }, 'Ev2', seconds + 60)
    await on.settled()
    expect(on.changes).toEqual([{ kind: 'workspace-gone', platform: 'slack', workspace: 'T1' }])
  })
  test('an account that was deactivated, but not one with a new name', async () => {
    expect(await tell({ type: 'user_change', user: { id: 'U2', deleted: false } })).toEqual([])
    expect(await tell({ type: 'user_change', user: { id: 'U2', deleted: true } })).toEqual([
      { kind: 'person-gone', user: { platform: 'slack', workspace: 'T1', user: 'U2' } },
    ])
  })
})

describe('once only', () => {
  test('an event that Slack delivers four times at once is handled once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => on.client.direct(seat, 'put a hall', 'Ev1')))
    await on.settled()
    expect(on.received).toHaveLength(1)
  })
  test('an event that was handled before a restart is not handled again', async () => {
    await on.client.direct(seat, 'put a hall', 'Ev1')
    await on.settled()
    const again = await openSlack({ handled: on.handled, stub: on.stub })
    await again.client.direct(seat, 'put a hall', 'Ev1')
    await again.settled()
    expect(again.received).toEqual([])
    await again.close()
  })
})

describe('what is old or unknown', () => {
  test('a button of an earlier version gets a sentence that says what to do', async () => {
    await on.slack.send({
      to: channelOf('T1', 'C1'),
      card: { blocks: [{ kind: 'text', runs: [words('x')] }] },
    })
    const [message] = on.stub.messages
    const button = { type: 'button', action_id: 'old', value: '1', text: { type: 'plain_text', text: 'Old' } }
    if (message) await on.client.press(seat, message, button)
    await on.settled()
    expect(wordsIn(on.stub.messages.at(-1)?.blocks)).toBe(sentences.outdated)
    expect(on.received).toEqual([])
  })
  test('a modal of an earlier version says the same, and stays open with it', async () => {
    const view = {
      type: 'modal',
      callback_id: 'form',
      private_metadata: '{}',
      title: { type: 'plain_text', text: 'x' },
      blocks: [],
    }
    on.stub.modals.set('U1', { id: 'V1', hash: 'h', user: 'U1', view })
    await on.client.submit(seat, {})
    expect(wordsIn(on.stub.modals.get('U1')?.view.blocks)).toBe(sentences.outdated)
  })
  test('an answer that takes too long closes the form, and comes as a direct message', async () => {
    on.reply = { kind: 'form', form: everyForm }
    await on.client.command(seat, 'start')
    await on.settled()
    const thinking = Promise.withResolvers<Reply>()
    on.receive = () => thinking.promise
    on.passDeadlines()
    await on.client.submit(seat, { name: { name: { type: 'plain_text_input', value: 'A' } } })
    expect(on.stub.modals.size).toBe(0)
    thinking.resolve(card('It has begun'))
    await on.settled()
    const last = on.stub.messages.at(-1)
    expect(last?.channel).toBe(on.stub.directChannel('T1', 'U1'))
    expect(wordsIn(last?.blocks)).toBe('It has begun')
  })
})

test('an answer goes to Slack’s own addresses only', async () => {
  on.reply = card('secret')
  on.passDeadlines()
  const body = new URLSearchParams({
    command: '/network',
    text: 'help',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: 't',
    response_url: 'http://evil.example/steal',
  })
  await on.client.raw(String(body))
  await on.settled()
  // It comes in another way instead.
  expect(on.stub.messages).toMatchObject([{ channel: 'C1', only: 'U1' }])
})

test('what breaks is acknowledged and logged, without anybody’s words', async () => {
  on.receive = () => Promise.reject(new Error('secret words'))
  expect((await on.client.command(seat, 'secret words')).status).toBe(200)
  await on.settled()
  expect(on.logged.length).toBeGreaterThan(0)
  expect(JSON.stringify(on.logged)).not.toContain('secret')
})
