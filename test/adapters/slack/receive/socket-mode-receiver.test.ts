// Socket Mode: the same requests arrive over a socket, and are acknowledged there.
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SlackSettingError } from '../../../../adapters/slack/settings-error.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import { appToken, openSlackSocket, type SlackSocket } from '../../../support/slack/socket.ts'
import { type Json, openSlackStub, type SlackStub } from '../../../support/slack/stub.ts'
import { channelOf, openOrganisations, organisationTeams, type SlackHarness, teams } from '../harness.ts'
import { wordsIn } from '../visible-text.ts'

const fixture = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as Json
const inbound = { kind: 'socket', appToken } as const

let stub: SlackStub
let socket: SlackSocket
let harness: SlackHarness
beforeEach(async () => {
  stub = await openSlackStub([...teams, ...organisationTeams])
  socket = await openSlackSocket(stub)
  harness = await openOrganisations({ stub, settings: { inbound } })
})
afterEach(async () => {
  await harness.close()
  await socket.close()
  await stub.close()
})

const card = (text: string): Reply => ({
  kind: 'card',
  card: { blocks: [{ kind: 'text', runs: [plainRun(text)] }] },
})

test('a command is answered with its acknowledgement', async () => {
  harness.reply = card('Two of six')
  const ack = await socket.deliver('slash_commands', fixture('slash-command'))
  expect(harness.received).toMatchObject([
    { kind: 'message', from: { user: 'U1' }, place: channelOf('T1', 'C1') },
  ])
  expect(ack).toMatchObject({ response_type: 'ephemeral' })
  expect(wordsIn(ack.blocks)).toBe('Two of six')
})

test('a button is acknowledged, and pressed', async () => {
  expect(await socket.deliver('interactive', fixture('block-actions-message'))).toEqual({})
  await expect.poll(() => harness.received.length).toBe(1)
  expect(harness.received).toMatchObject([{ kind: 'button-press', action: 'attend' }])
})

test('a form is answered with its acknowledgement', async () => {
  harness.reply = { kind: 'form', form: everyForm }
  const ack = await socket.deliver('interactive', fixture('view-submission'))
  expect(ack).toMatchObject({ response_action: 'update', view: { callback_id: 'form' } })
})

test('an event is acknowledged once it is handled', async () => {
  const thinking = Promise.withResolvers<Reply>()
  harness.receive = (inbound) => {
    harness.received.push(inbound)
    return thinking.promise
  }
  let isAcknowledged = false
  const delivered = socket.deliver('events_api', fixture('app-mention')).then(() => {
    isAcknowledged = true
  })
  await expect.poll(() => harness.received.length).toBe(1)
  expect(isAcknowledged).toBe(false)
  thinking.resolve(card('Done'))
  await delivered
  expect(harness.stub.messages.map(({ blocks }) => wordsIn(blocks))).toEqual(['Done'])
})

test.each(['refresh', 'drop'] as const)('after a %s it connects again, and goes on', async (how) => {
  socket[how]()
  await expect.poll(() => socket.connected()).toBe(2)
  await socket.deliver('slash_commands', fixture('slash-command'))
  expect(harness.received).toHaveLength(1)
})

test('while Slack cannot be reached it goes on trying, and logs so without ending', async () => {
  const { connection } = stub
  let attempts = 0
  stub.mishap = (method) =>
    method === 'apps.connections.open' && ++attempts <= 3
      ? { kind: 'status', status: 503, accept: false }
      : undefined
  socket.drop()
  await expect.poll(() => socket.connected()).toBe(2)
  expect(harness.logged).toHaveLength(3)
  // Even a token that Slack takes no longer ends nothing once it runs.
  stub.connection = () => undefined
  socket.drop()
  await expect.poll(() => harness.logged.length).toBeGreaterThan(4)
  stub.connection = connection
  await expect.poll(() => socket.connected()).toBe(3)
})

test('a token that Slack does not take ends the start with one line that says where to find the right one', async () => {
  const begun = openOrganisations({
    stub,
    settings: { inbound: { kind: 'socket', appToken: 'xapp-wrong' } },
  })
  const error = await begun.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(SlackSettingError)
  const { message, stack } = error as Error
  expect(message).toContain('SLACK_APP_TOKEN')
  expect(message).toContain('App-Level Tokens')
  expect(message).not.toContain('xapp-wrong')
  // An operator sees no more than the line.
  expect(stack).toBe(message)
})

test('what is under way at the end is acknowledged, and nothing comes in after it', async () => {
  const thinking = Promise.withResolvers<Reply>()
  harness.receive = (inbound) => {
    harness.received.push(inbound)
    return thinking.promise
  }
  const delivered = socket.deliver('events_api', fixture('app-mention'))
  await expect.poll(() => harness.received.length).toBe(1)
  const stopped = harness.slack.stop()
  thinking.resolve(card('Done'))
  await stopped
  expect(await delivered).toEqual({})
})
