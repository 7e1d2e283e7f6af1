// No answer vanishes: where it comes too late, is too long, or Slack does not take it where it was asked.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../../adapters/slack/messages.ts'
import { decodeForm } from '../../../../adapters/slack/render/action-ids.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { type Card, plainRun } from '../../../../src/chat/card.ts'
import type { Form } from '../../../../src/chat/form.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import type { Seat } from '../../../support/slack/client.ts'
import { type Json, openSlackStub, type StubTeam } from '../../../support/slack/stub.ts'
import {
  channelOf,
  memorySecrets,
  openOrganisations,
  openSlack,
  organisationTeams,
  type SlackHarness,
  teams,
} from '../harness.ts'
import { buttonsIn, wordsIn } from '../visible-text.ts'

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
const direct = () => harness.stub.directChannel('T1', 'U1')
const directMessages = () => harness.stub.messages.filter(({ channel }) => channel === direct())

describe('a form that is answered too late, after it has closed', () => {
  const state = {
    name: { name: { type: 'plain_text_input', value: 'South Side & friends' } },
    agency: { agency: { type: 'static_select', selected_option: { value: 'health' } } },
    angel: { angel: { type: 'users_select', selected_user: 'U2' } },
  }
  async function submittedLate(reply: Reply) {
    harness.reply = { kind: 'form', form: everyForm }
    await harness.client.command(seat, 'start')
    await harness.settled()
    const thinking = Promise.withResolvers<Reply>()
    harness.receive = async (inbound) => {
      harness.received.push(inbound)
      return thinking.promise
    }
    harness.passDeadlines()
    await harness.client.submit(seat, state)
    expect(harness.stub.modals.size).toBe(0)
    thinking.resolve(reply)
    await harness.settled()
  }

  test('and has to be mended, comes as a direct message with what was typed, and goes on from there', async () => {
    await submittedLate({ kind: 'form-errors', errors: { name: 'That name is taken.' } })
    const [message] = directMessages()
    expect(wordsIn(message?.blocks)).toContain(sentences.lateMend)
    expect(wordsIn(message?.blocks)).toContain('That name is taken.')
    expect(JSON.stringify(message?.blocks)).toContain('South Side & friends')
    harness.receive = async (inbound) => {
      harness.received.push(inbound)
      return card('It has begun')
    }
    if (message) await harness.client.press(seat, message, buttonsIn(message.blocks).at(-1) ?? {}, state)
    await harness.settled()
    expect(harness.received.at(-1)).toMatchObject({
      kind: 'form-submission',
      form: 'begin',
      values: { draft: 'd-1' },
      place: channelOf('T1', 'C1'),
      fields: { name: 'South Side & friends', agency: 'health' },
      people: { angel: { user: 'U2' } },
    })
  })
  test('and asks for more, comes as a direct message with the next form', async () => {
    const form: Form = { ...everyForm, id: 'next', title: 'One thing more' }
    await submittedLate({ kind: 'form', form })
    const [message] = directMessages()
    expect(wordsIn(message?.blocks)).toContain('One thing more')
    const key = String(buttonsIn(message?.blocks ?? []).at(-1)?.value)
    expect(decodeForm(key)).toMatchObject({ form: 'next', place: channelOf('T1', 'C1') })
  })
})

test('a form that leads to another form opens it in the same modal', async () => {
  harness.reply = { kind: 'form', form: everyForm }
  await harness.client.command(seat, 'start')
  await harness.settled()
  harness.reply = { kind: 'form', form: { ...everyForm, title: 'One thing more' } }
  await harness.client.submit(seat, {})
  expect(wordsIn([harness.stub.modals.get('U1')?.view.title])).toBe('One thing more')
})

describe('an answer that Slack does not take where it was asked comes as a direct message', () => {
  const refuse = (...methods: readonly string[]) => {
    harness.stub.mishap = (method) =>
      methods.includes(method) ? { kind: 'refuse', error: 'channel_not_found' } : undefined
  }
  test('after a mention', async () => {
    refuse('chat.postEphemeral')
    harness.reply = card('Here it is')
    await harness.client.mention(seat, 'help')
    await harness.settled()
    expect(directMessages().map(({ blocks }) => wordsIn(blocks))).toEqual(['Here it is'])
  })
  test('after a command whose address is no good', async () => {
    refuse('chat.postEphemeral')
    harness.reply = card('Here it is')
    harness.passDeadlines()
    const body = new URLSearchParams({
      command: '/network',
      text: 'help',
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
      trigger_id: 't',
      response_url: harness.stub
        .responseUrlFor({ team: 'T1', channel: 'C1', user: 'U1' })
        .replace(/[^/]+$/, 'gone'),
    })
    await harness.client.raw(String(body))
    await harness.settled()
    expect(directMessages().map(({ blocks }) => wordsIn(blocks))).toEqual(['Here it is'])
  })
  test.each(['views.open', 'views.update'])('when %s fails, with the whole form', async (method) => {
    harness.reply = { kind: 'form', form: everyForm }
    if (method === 'views.update') {
      harness.reply = {
        kind: 'card',
        card: { blocks: [{ kind: 'buttons', buttons: [{ label: 'Go', action: 'a', values: {} }] }] },
      }
      await harness.client.shortcut(seat, 'put')
      await harness.settled()
      harness.reply = { kind: 'form', form: everyForm }
      refuse(method)
      const view = harness.stub.modals.get('U1')?.view
      await harness.client.pressInModal(seat, buttonsIn((view?.blocks ?? []) as Json[])[0] ?? {})
    } else {
      refuse(method)
      await harness.client.command(seat, 'start')
    }
    await harness.settled()
    expect(wordsIn(directMessages()[0]?.blocks)).toContain('This channel becomes its first home.')
  })
  test('but what may have been shown is not shown twice', async () => {
    harness.stub.mishap = (method) =>
      method === 'chat.postEphemeral' ? { kind: 'reset', accept: true } : undefined
    harness.reply = card('Here it is')
    await harness.client.mention(seat, 'help')
    await harness.settled()
    expect(harness.stub.messages).toHaveLength(1)
  })
})

describe('an answer that is longer than Slack shows', () => {
  const long = (count: number): Card => ({
    blocks: Array.from({ length: count }, (_, n) => [
      { kind: 'text' as const, runs: [plainRun(`number ${n} `)] },
      { kind: 'buttons' as const, buttons: [{ label: 'Show it', action: 'network', values: {} }] },
    ]).flat(),
  })
  test('on the home tab ends with how to see the rest', async () => {
    harness.reply = { kind: 'card', card: long(120) }
    await harness.client.event(team, { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' })
    await harness.settled()
    const blocks = (harness.stub.homes.get('U1')?.blocks ?? []) as Json[]
    expect(blocks).toHaveLength(100)
    expect(wordsIn(blocks.at(-1))).toBe(sentences.moreInHome)
  })
  test('in a modal ends with how to see the rest', async () => {
    harness.reply = { kind: 'card', card: long(120) }
    await harness.client.shortcut(seat, 'put')
    await harness.settled()
    expect(wordsIn(((harness.stub.modals.get('U1')?.view.blocks ?? []) as Json[]).at(-1))).toBe(
      sentences.moreInDirect,
    )
  })
  test('after a command comes in several messages, and past eight says that there is more', async () => {
    harness.reply = { kind: 'card', card: long(170) }
    await harness.client.command(seat, 'table')
    await harness.settled()
    const shown = harness.stub.messages.map(({ blocks }) => wordsIn(blocks)).join('\n')
    expect(shown).toContain('number 169 ')
    expect(shown).not.toContain(sentences.moreInDirect)
    harness.reply = { kind: 'card', card: long(400) }
    await harness.client.command(seat, 'table')
    await harness.settled()
    expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toContain(sentences.moreInDirect)
  })
})

test('where the app was removed, buttons and forms say so', async () => {
  const elsewhere: Seat = { ...seat, team: { ...team, id: 'T9' } }
  harness.reply = {
    kind: 'card',
    card: { blocks: [{ kind: 'buttons', buttons: [{ label: 'Go', action: 'a', values: {} }] }] },
  }
  await harness.client.command(seat, 'x')
  const [message] = harness.stub.messages
  if (message) await harness.client.press(elsewhere, message, buttonsIn(message.blocks)[0] ?? {})
  await harness.settled()
  expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toBe(sentences.notInstalled)
  harness.reply = { kind: 'form', form: everyForm }
  await harness.client.command(seat, 'start')
  await harness.settled()
  const before = harness.received.length
  await harness.client.submit(elsewhere, {})
  expect(wordsIn(harness.stub.modals.get('U1')?.view.blocks)).toBe(sentences.notInstalled)
  expect(harness.received).toHaveLength(before)
})

test('an answer that can be shown nowhere is logged', async () => {
  harness.stub.mishap = (method) =>
    method.startsWith('chat.') ? { kind: 'refuse', error: 'channel_not_found' } : undefined
  harness.reply = card('secret words')
  await harness.client.mention(seat, 'help')
  await harness.settled()
  expect(harness.logged).toMatchObject([
    { workspace: 'T1', why: expect.stringContaining('channel_not_found') },
  ])
  expect(JSON.stringify(harness.logged)).not.toContain('secret')
})

test('a guest whom Slack lets nobody write to directly hears how to come in', async () => {
  const [first] = teams as readonly [StubTeam]
  const guest: Seat = { team: first, user: (teams[1] as StubTeam).users[0] as Seat['user'], channel: 'C1' }
  for (const barsGuests of [true, false]) {
    const stub = await openSlackStub([{ ...first, barsGuests }, ...teams.slice(1), ...organisationTeams])
    const opened = await openOrganisations({ stub, secrets: memorySecrets() })
    opened.reply = card('Two of six')
    await opened.client.mention(guest, '')
    await opened.settled()
    const shown = stub.messages.map(({ blocks }) => wordsIn(blocks)).join('\n')
    expect(shown).toContain('Two of six')
    expect(shown.includes(sentences.elsewhere)).toBe(barsGuests)
    await opened.close()
    await stub.close()
  }
})
