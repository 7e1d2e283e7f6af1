// The HTTP receiver: which requests are accepted, when they are acknowledged, and that each is handled once.
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../../adapters/slack/messages.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import type { Seat } from '../../../support/slack/client.ts'
import type { StubTeam } from '../../../support/slack/stub.ts'
import { channelOf, openSlack, type SlackHarness, teams } from '../harness.ts'
import { wordsIn } from '../visible-text.ts'

const [team, elsewhere] = teams as readonly [StubTeam, StubTeam]
const user = team.users[0] as (typeof team.users)[number]
const seat: Seat = { team, user, channel: 'C1' }

let harness: SlackHarness
beforeEach(async () => {
  harness = await openSlack()
})
afterEach(() => harness.close())

const card = (text: string): Reply => ({
  kind: 'card',
  card: { blocks: [{ kind: 'text', runs: [plainRun(text)] }] },
})

describe('who is let in', () => {
  const help = 'command=%2Fnetwork&text=help&team_id=T1&user_id=U1&channel_id=C1&trigger_id=t'
  const seconds = (ahead: number) => String(Math.floor(harness.now / 1000) + ahead)

  test.each([
    ['a wrong signature', () => ({ 'x-slack-signature': `v0=${'0'.repeat(64)}` })],
    ['no signature', () => ({ 'x-slack-signature': '' })],
    ['a signature of other letters', () => ({ 'x-slack-signature': `v0=${'é'.repeat(64)}` })],
    ['a request of five minutes ago', () => ({ 'x-slack-request-timestamp': seconds(-301) })],
    ['a request from the future', () => ({ 'x-slack-request-timestamp': seconds(301) })],
    ['a time that is none', () => ({ 'x-slack-request-timestamp': 'soon' })],
  ])('%s is answered with 401 and nothing more', async (_, headers) => {
    const answer = await harness.client.raw(help, headers())
    expect(answer.status).toBe(401)
    expect(await answer.text()).toBe('')
    expect(harness.received).toEqual([])
  })
  test.each([-299, 0, 299])('a request %s seconds from now is taken', async (ahead) => {
    expect((await harness.client.raw(help, { 'x-slack-request-timestamp': seconds(ahead) })).status).toBe(200)
  })
  test('a body of more than 256 KB is answered with 413', async () => {
    const answer = await harness.client.raw(`${help}&more=${'x'.repeat(257 * 1024)}`)
    expect(answer.status).toBe(413)
    expect(harness.received).toEqual([])
  })
  test('a request that breaks off harms nobody', async () => {
    const { hostname, port } = new URL(harness.url)
    const socket = connect(Number(port), hostname)
    socket.write('POST /slack/events HTTP/1.1\r\nhost: here\r\ncontent-length: 500\r\n\r\ncommand=')
    await once(socket, 'connect')
    socket.destroy()
    await once(socket, 'close')
    expect((await harness.client.command(seat, 'help')).status).toBe(200)
    expect(harness.received).toHaveLength(1)
  })
  test('a body that cannot be read is answered with 400', async () => {
    const answer = await harness.client.raw('{', { 'content-type': 'application/json' })
    expect(answer.status).toBe(400)
  })
  test.each(['null', '7', '"text"', '[]'])('a body that holds %s is answered with 400', async (body) => {
    for (const [sent, type] of [
      [body, 'application/json'],
      [`payload=${encodeURIComponent(body)}`, 'application/x-www-form-urlencoded'],
    ] as const)
      expect((await harness.client.raw(sent, { 'content-type': type })).status).toBe(400)
  })
  test('Slack’s own probes are answered', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const answer = await harness.client.raw(challenge, { 'content-type': 'application/json' })
    expect(await answer.json()).toEqual({ challenge: 'abc' })
    expect((await harness.client.raw('ssl_check=1&token=x')).status).toBe(200)
  })
  test('a command from a workspace without the app hears so, and nothing else follows', async () => {
    const answer = await harness.client.command({ ...seat, team: elsewhere }, 'help')
    expect(await answer.json()).toEqual({ response_type: 'ephemeral', text: sentences.notInstalled })
    expect((await harness.client.mention({ ...seat, team: elsewhere }, 'help')).status).toBe(200)
    expect(harness.received).toEqual([])
    expect(harness.stub.accepted.map(({ method }) => method)).toEqual(['auth.test'])
  })
  test('any other path is not found', async () => {
    expect((await fetch(`${harness.url}/slack/other`)).status).toBe(404)
    expect((await fetch(`${harness.url}/slack/events`)).status).toBe(404)
  })
})

test('Slack is acknowledged before the bot has thought', async () => {
  const thinking = Promise.withResolvers<Reply>()
  harness.receive = () => thinking.promise
  harness.passDeadlines()
  const answers = [await harness.client.command(seat, 'help'), await harness.client.mention(seat, 'help')]
  for (const answer of answers) {
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
  }
  thinking.resolve(card('At last'))
  await harness.settled()
  expect(harness.stub.messages).toHaveLength(2)
})

test('Slack is acknowledged before it has told who asks', async () => {
  harness.reply = card('At last')
  const telling = Promise.withResolvers<void>()
  harness.stub.before = (method) => (method === 'users.info' ? telling.promise : undefined)
  harness.passDeadlines()
  const answer = await harness.client.command(seat, 'help')
  expect(await answer.text()).toBe('')
  expect(harness.received).toEqual([])
  telling.resolve()
  await harness.settled()
  expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toBe('At last')
})

describe('once only', () => {
  test('an event that Slack delivers four times at once is handled once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => harness.client.direct(seat, 'put a hall', 'Ev1')))
    await harness.settled()
    expect(harness.received).toHaveLength(1)
  })
  test('an event that was handled before a restart is not handled again', async () => {
    await harness.client.direct(seat, 'put a hall', 'Ev1')
    await harness.settled()
    const again = await openSlack({ processedIds: harness.processedIds, stub: harness.stub })
    await again.client.direct(seat, 'put a hall', 'Ev1')
    await again.settled()
    expect(again.received).toEqual([])
    await again.close()
  })
})

describe('what is old or unknown', () => {
  test('a button of an earlier version gets a sentence that says what to do', async () => {
    await harness.slack.send({
      to: channelOf('T1', 'C1'),
      card: { blocks: [{ kind: 'text', runs: [plainRun('x')] }] },
    })
    const [message] = harness.stub.messages
    const button = { type: 'button', action_id: 'old', value: '1', text: { type: 'plain_text', text: 'Old' } }
    if (message) await harness.client.press(seat, message, button)
    await harness.settled()
    expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toBe(sentences.outdated)
    expect(harness.received).toEqual([])
  })
  test('a modal of an earlier version says the same, and stays open with it', async () => {
    const view = {
      type: 'modal',
      callback_id: 'form',
      private_metadata: '{}',
      title: { type: 'plain_text', text: 'x' },
      blocks: [],
    }
    harness.stub.modals.set('U1', { id: 'V1', hash: 'h', user: 'U1', view })
    await harness.client.submit(seat, {})
    expect(wordsIn(harness.stub.modals.get('U1')?.view.blocks)).toBe(sentences.outdated)
  })
  test('an answer that takes too long closes the form, and comes as a direct message', async () => {
    harness.reply = { kind: 'form', form: everyForm }
    await harness.client.command(seat, 'start')
    await harness.settled()
    const thinking = Promise.withResolvers<Reply>()
    harness.receive = () => thinking.promise
    harness.passDeadlines()
    await harness.client.submit(seat, { name: { name: { type: 'plain_text_input', value: 'A' } } })
    expect(harness.stub.modals.size).toBe(0)
    thinking.resolve(card('It has begun'))
    await harness.settled()
    const last = harness.stub.messages.at(-1)
    expect(last?.channel).toBe(harness.stub.directChannel('T1', 'U1'))
    expect(wordsIn(last?.blocks)).toBe('It has begun')
  })
})

test('an answer goes to Slack’s own addresses only', async () => {
  harness.reply = card('secret')
  harness.passDeadlines()
  const body = new URLSearchParams({
    command: '/network',
    text: 'help',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: 't',
    response_url: 'http://evil.example/steal',
  })
  await harness.client.raw(String(body))
  await harness.settled()
  // It comes in another way instead.
  expect(harness.stub.messages).toMatchObject([{ channel: 'C1', only: 'U1' }])
})

test('what breaks is acknowledged and logged, without anybody’s words', async () => {
  harness.receive = () => Promise.reject(new Error('secret words'))
  expect((await harness.client.command(seat, 'secret words')).status).toBe(200)
  await harness.settled()
  expect(harness.logged.length).toBeGreaterThan(0)
  expect(JSON.stringify(harness.logged)).not.toContain('secret')
})
