// Requests in flight survive the end of the program, and errors are reported under an id.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainRun } from '../../../src/chat/card.ts'
import { everyForm } from '../../contract/sample-cards.ts'
import type { Seat } from '../../support/slack/client.ts'
import type { StubTeam } from '../../support/slack/stub.ts'
import { openSlack, type SlackHarness, teams } from './harness.ts'
import { buttonsIn, wordsIn } from './visible-text.ts'

const [team] = teams as readonly [StubTeam, StubTeam]
const [user] = team.users as readonly [(typeof team.users)[number]]
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

describe('at the end of the program', () => {
  test('an event is acknowledged only once it is handled, and stopping waits for it', async () => {
    const reply = Promise.withResolvers<Reply>()
    const received = Promise.withResolvers<void>()
    harness.receive = async () => {
      received.resolve()
      return reply.promise
    }
    let isAcknowledged = false
    let hasStopped = false
    const delivered = harness.client.mention(seat, 'help').then((answer) => {
      isAcknowledged = true
      return answer
    })
    await received.promise
    const stopped = harness.slack.stop().then(() => {
      hasStopped = true
    })
    // Once a later request has been answered, an early acknowledgement would have arrived as well.
    expect((await harness.client.command(seat, 'help')).status).toBe(503)
    expect({ isAcknowledged, hasStopped }).toEqual({ isAcknowledged: false, hasStopped: false })
    reply.resolve(card('Here it is'))
    expect((await delivered).status).toBe(200)
    await stopped
    expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toBe('Here it is')
  })
  test('stopping also waits for a request whose sender is still being looked up', async () => {
    harness.reply = card('Here it is')
    const slow = Promise.withResolvers<void>()
    harness.stub.before = (method) => (method === 'users.info' ? slow.promise : undefined)
    const delivered = harness.client.mention(seat, 'help')
    await expect.poll(() => harness.stub.arrived.some(({ method }) => method === 'users.info')).toBe(true)
    const stopped = harness.slack.stop()
    slow.resolve()
    await stopped
    expect((await delivered).status).toBe(200)
    expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toBe('Here it is')
  })
  test('a request after it is refused, so that Slack delivers it again', async () => {
    await harness.slack.stop()
    expect((await harness.client.mention(seat, 'help')).status).toBe(503)
    expect((await harness.client.command(seat, 'help')).status).toBe(503)
    expect(harness.received).toEqual([])
  })
  test('an event whose id cannot be saved is refused, so that Slack delivers it again', async () => {
    const broken = await openSlack({
      processedIds: { has: () => Promise.reject(new Error('no database')), add: async () => {} },
    })
    expect((await broken.client.mention(seat, 'help')).status).toBe(500)
    expect((await broken.client.event(team, { type: 'channel_archive', channel: 'C1' })).status).toBe(500)
    await broken.close()
  })
})

describe('an error is reported to the person under an id that is logged', () => {
  const failOnReceive = () => {
    harness.receive = () => Promise.reject(new Error('secret words'))
  }
  const idIn = (text: string) => /this ID: ([0-9a-f]{8})/.exec(text)?.[1]
  const expectErrorId = async (where: () => unknown) => {
    await harness.settled()
    const id = idIn(wordsIn(where()))
    expect(id).toBeDefined()
    expect(harness.logged).toMatchObject([{ id }])
    expect(JSON.stringify(harness.logged)).not.toContain('secret')
  }
  test('after a command', async () => {
    failOnReceive()
    await harness.client.command(seat, 'help')
    await expectErrorId(() => harness.stub.messages.at(-1)?.blocks)
  })
  test('after a mention, once', async () => {
    failOnReceive()
    expect((await harness.client.mention(seat, 'help', 'Ev1')).status).toBe(200)
    await harness.client.mention(seat, 'help', 'Ev1')
    await expectErrorId(() => harness.stub.messages.at(-1)?.blocks)
    expect(harness.stub.messages).toHaveLength(1)
  })
  test('after a button', async () => {
    harness.reply = {
      kind: 'card',
      card: { blocks: [{ kind: 'buttons', buttons: [{ label: 'Go', action: 'a', values: {} }] }] },
    }
    await harness.client.command(seat, 'x')
    failOnReceive()
    const [message] = harness.stub.messages
    if (message) await harness.client.press(seat, message, buttonsIn(message.blocks)[0] ?? {})
    await expectErrorId(() => harness.stub.messages.at(-1)?.blocks)
  })
  test('after a form, which stays in sight', async () => {
    harness.reply = { kind: 'form', form: everyForm }
    await harness.client.command(seat, 'start')
    await harness.settled()
    failOnReceive()
    await harness.client.submit(seat, {})
    await expectErrorId(() => harness.stub.modals.get('U1')?.view.blocks)
  })
})
