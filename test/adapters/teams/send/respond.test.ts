// The bot's answers in Teams: to whom, where, in which shape, and what becomes of late ones.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../../adapters/teams/messages.ts'
import { encode } from '../../../../adapters/teams/render/action-ids.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import type { Address } from '../../../../src/chat/address.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import type { StubMessage, StubPerson } from '../../../support/teams/types.ts'
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
import { inputsIn, textIn } from '../visible-text.ts'

const alone = seatOf(health, 0)
const inChannel = seatOf(health, 0, 1)
const [aroha] = health.people as readonly [StubPerson]
const me = profileOf(health, 0)
const doors = channelOf(health.id, '19:doors@thread.tacv2')
const corridor = channelOf(health.id, '19:corridor@thread.v2')

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeams()
})
afterEach(() => fixture.close())

const lastIn = (conversation: string) =>
  fixture.stub.messages.findLast((one) => one.conversation === conversation)

describe('an answer that takes long', () => {
  const thinking = () => {
    const { promise, resolve } = Promise.withResolvers<Reply>()
    fixture.receive = (inbound) => {
      fixture.received.push(inbound)
      return promise
    }
    return resolve
  }

  test('to something said comes alone to who said it, and Teams is answered in time', async () => {
    fixture.passDeadlines()
    const answer = thinking()
    expect(await fixture.client.message(inChannel, 'table')).toMatchObject({ status: 200, body: '' })
    expect(fixture.stub.messages).toEqual([])
    answer(textReply('At last'))
    await fixture.teams.stop()
    expect(directMessagesOf(fixture, alone).map(contentOf).map(textIn)).toEqual(['At last'])
    expect(lastIn(doors.channel)?.text).toBe(sentences.answeredAlone)
  })
  test('to a press comes alone, and who pressed is told', async () => {
    const message = await showReply(fixture, inChannel, withButtons({}))
    fixture.passDeadlines()
    const answer = thinking()
    const pressed = await fixture.client.press(alone, message, actionOf(contentOf(message)))
    expect(noticeOf(pressed)).toBe(sentences.stillAtIt)
    answer(textReply('At last'))
    await fixture.teams.stop()
    expect(textIn(contentOf(directMessagesOf(fixture, alone).at(-1)))).toBe('At last')
  })
  test('to a form in a card comes alone, with what was typed where it has to be mended', async () => {
    const message = await showReply(fixture, inChannel, { kind: 'form', form: everyForm })
    const action = actionOf(contentOf(message), 'Begin')
    fixture.passDeadlines()
    const answer = thinking()
    const sent = await fixture.client.press(alone, message, action, { 'f.name': 'North Side' })
    expect(noticeOf(sent)).toBe(sentences.stillAtIt)
    answer({ kind: 'form-errors', errors: { name: 'That name is taken.' } })
    await fixture.teams.stop()
    const again = contentOf(directMessagesOf(fixture, alone).at(-1))
    expect(textIn(again)).toContain('That name is taken.')
    expect(inputsIn(again)).toContainEqual(expect.objectContaining({ id: 'f.name', value: 'North Side' }))
  })
  test('to a dialog comes alone, and the dialog says so', async () => {
    const message = await showReply(fixture, inChannel, withButtons({ opensForm: true }))
    fixture.passDeadlines()
    const answer = thinking()
    const opened = await fixture.client.openDialog(alone, message, actionOf(contentOf(message)))
    expect(textIn(dialogOf(opened).content)).toBe(sentences.stillAtIt)
    answer(textReply('At last'))
    await fixture.teams.stop()
    expect(textIn(contentOf(directMessagesOf(fixture, alone).at(-1)))).toBe('At last')
  })
  test('in a channel, to somebody who cannot be told alone, says there what to do', async () => {
    fixture.stub.uninstall(aroha)
    fixture.passDeadlines()
    const answer = thinking()
    await fixture.client.message(inChannel, 'table')
    answer(textReply('private words'))
    await fixture.teams.stop()
    expect(fixture.stub.messages.map(({ text }) => text)).toEqual([sentences.cannotAnswerAlone])
  })
})

describe('somebody who has not installed the bot', () => {
  beforeEach(() => fixture.stub.uninstall(aroha))

  test('is told in the channel what to do, and nothing else', async () => {
    fixture.reply = textReply('private words')
    await fixture.client.message(inChannel, 'my networks', { root: '17' })
    expect(fixture.stub.messages).toMatchObject([
      { conversation: doors.channel, root: '17', text: sentences.cannotAnswerAlone, attachments: [] },
    ])
  })
  test('is told the same when pressing a button there', async () => {
    await fixture.client.message(seatOf(health, 1, 1), 'hello')
    await fixture.teams.send({ to: doors, card: withButtons({}).card })
    const message = lastIn(doors.channel) as StubMessage
    fixture.reply = withButtons({})
    const pressed = await fixture.client.press(inChannel, message, actionOf(contentOf(message)))
    expect(noticeOf(pressed)).toBe(sentences.cannotAnswerAlone)
    expect(fixture.stub.messages).toHaveLength(1)
  })
  test('is answered alone once they have', async () => {
    fixture.stub.install(aroha)
    fixture.reply = textReply('private words')
    await fixture.client.message(inChannel, 'my networks')
    expect(directMessagesOf(fixture, alone)).toHaveLength(1)
  })
})

test('while Teams takes no more messages, nobody is told that there is one', async () => {
  fixture.reply = textReply('private words')
  fixture.stub.fault = ({ conversation }) =>
    conversation === fixture.stub.chatOf(aroha) ? { kind: 'slow-down', seconds: 60 } : undefined
  await fixture.client.message(inChannel, 'my networks')
  expect(fixture.stub.messages.map(({ text }) => text)).toEqual([sentences.askAgain])
})

describe('a button', () => {
  test('that was shown alone belongs to the channel where it was asked for', async () => {
    const message = await showReply(fixture, inChannel, withButtons({ values: { network: 'n1' } }))
    fixture.reply = textReply('Done')
    const answer = await fixture.client.press(alone, message, actionOf(contentOf(message)))
    expect(fixture.received).toMatchObject([
      { kind: 'button-press', action: 'go', values: { network: 'n1' }, place: doors, from: me },
    ])
    expect(noticeOf(answer)).toBe('Done')
  })
  test('of an answer to something said alone belongs there', async () => {
    const message = await showReply(fixture, alone, withButtons({}))
    await fixture.client.press(alone, message, actionOf(contentOf(message)))
    expect(fixture.received).toMatchObject([{ place: directOf(me) }])
  })
  test.each<[string, Address]>([
    ['of another tenant', { ...doors, workspace: council.id }],
    ['where the bot has never been', channelOf(health.id, '19:secret@thread.tacv2')],
    ['of another platform', { ...doors, platform: 'slack' }],
    ['of somebody else', directOf(profileOf(health, 1))],
  ])('with a forged place %s belongs to the chat in which it was pressed', async (_, place) => {
    await fixture.client.message(seatOf(council, 0, 0), 'hello')
    const message = await showReply(fixture, inChannel, withButtons({}))
    const data = encode({ kind: 'press', action: 'go', values: {}, place })
    await fixture.client.press(alone, message, { type: 'Action.Execute', data })
    expect(fixture.received).toMatchObject([{ place: directOf(me) }])
  })
  test('in a channel belongs there, whatever place it carries', async () => {
    const message = await showReply(fixture, inChannel, withButtons({}))
    const data = encode({ kind: 'press', action: 'go', values: {}, place: corridor })
    await fixture.client.press(inChannel, message, { type: 'Action.Execute', data })
    expect(fixture.received).toMatchObject([{ place: doors }])
  })
  test('whose answer is long gets it alone, and says so', async () => {
    const message = await showReply(fixture, inChannel, withButtons({}))
    fixture.reply = textReply('long '.repeat(100))
    const before = directMessagesOf(fixture, alone).length
    expect(noticeOf(await fixture.client.press(alone, message, actionOf(contentOf(message))))).toBe('')
    expect(directMessagesOf(fixture, alone)).toHaveLength(before + 1)
    expect(noticeOf(await fixture.client.press(inChannel, message, actionOf(contentOf(message))))).toBe(
      sentences.answeredAlone,
    )
  })
  test('that opens a form where no dialog was asked for gets the form alone', async () => {
    const message = await showReply(fixture, inChannel, withButtons({}))
    fixture.reply = { kind: 'form', form: everyForm }
    await fixture.client.press(alone, message, actionOf(contentOf(message)))
    expect(inputsIn(contentOf(directMessagesOf(fixture, alone).at(-1)))).toHaveLength(everyForm.fields.length)
  })
})
