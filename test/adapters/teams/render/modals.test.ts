// Forms in Teams: in dialogs, and standing open in cards where there are none.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../../adapters/teams/messages.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import type { Form } from '../../../../src/chat/form.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import type { Answer } from '../../../support/teams/client.ts'
import type { Json, StubPerson } from '../../../support/teams/types.ts'
import { channelOf, directOf, health, openTeams, profileOf, seatOf, type TeamsFixture } from '../harness.ts'
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
const [, , mere] = health.people as readonly [StubPerson, StubPerson, StubPerson]
const me = profileOf(health, 0)
const doors = channelOf(health.id, '19:doors@thread.tacv2')

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeams()
})
afterEach(() => fixture.close())

describe('a dialog', () => {
  const open = async (reply: Reply, seat = inChannel) => {
    const message = await showReply(fixture, seat, withButtons({ opensForm: true }))
    fixture.reply = reply
    return fixture.client.openDialog(alone, message, actionOf(contentOf(message)))
  }
  const submit = (answer: Answer, inputs: Json, reply: Reply) => {
    fixture.reply = reply
    return fixture.client.submitDialog(alone, actionOf(dialogOf(answer).content, 'Begin'), inputs)
  }
  const form: Reply = { kind: 'form', form: everyForm }

  test('opens with a form under its title', async () => {
    const { title, content } = dialogOf(await open(form))
    expect(title).toBe(everyForm.title)
    expect(inputsIn(content).map(({ id }) => id)).toEqual(['f.name', 'f.moment', 'f.agency', 'f.angel'])
    expect(fixture.received).toMatchObject([{ kind: 'button-press', place: doors }])
  })
  test('sends what was typed, chosen and picked, for the channel where it was asked for', async () => {
    const opened = await open(form)
    const inputs = {
      'f.name': 'North',
      'f.moment': '',
      'f.agency': 'health',
      'f.angel': 'aad-mere',
      other: 'x',
    }
    await submit(opened, inputs, textReply('It has begun'))
    expect(fixture.received.at(-1)).toMatchObject({
      kind: 'form-submission',
      form: 'begin',
      values: { draft: 'd-1' },
      place: doors,
      people: { angel: { workspace: health.id, user: 'aad-mere', name: 'Mere Tautahi' } },
    })
    expect((fixture.received.at(-1) as { fields?: object }).fields).toEqual({
      name: 'North',
      agency: 'health',
    })
  })
  test('stays open with the errors and what was typed', async () => {
    const opened = await open(form)
    const inputs = { 'f.name': 'North', 'f.moment': 'm', 'f.agency': 'health' }
    const mended = await submit(opened, inputs, {
      kind: 'form-errors',
      errors: { name: 'That name is taken.' },
    })
    const { title, content } = dialogOf(mended)
    expect(title).toBe(everyForm.title)
    expect(textIn(content)).toContain('That name is taken.')
    expect(inputsIn(content)).toMatchObject([
      { id: 'f.name', value: 'North' },
      { id: 'f.moment', value: 'm' },
      { id: 'f.agency', value: 'health' },
      { id: 'f.angel' },
    ])
    await submit(mended, { ...inputs, 'f.name': 'South' }, textReply('It has begun'))
    expect(fixture.received.at(-1)).toMatchObject({ fields: { name: 'South' }, place: doors })
  })
  test('shows the card that answers it, whose buttons work in it', async () => {
    const opened = await open(form)
    const done = await submit(opened, { 'f.name': 'North' }, withButtons({ values: { network: 'n1' } }))
    const { title, content } = dialogOf(done)
    expect(title).toBe('On the Table')
    expect(textIn(content)).toContain('Press it')
    fixture.reply = textReply('Pressed')
    const pressed = await fixture.client.submitDialog(alone, actionOf(content))
    expect(fixture.received.at(-1)).toMatchObject({
      kind: 'button-press',
      values: { network: 'n1' },
      place: doors,
    })
    expect(textIn(dialogOf(pressed).content)).toBe('Pressed')
  })
  test('closes where there is nothing to say', async () => {
    const opened = await open(form)
    expect((await submit(opened, {}, { kind: 'none' })).body).toEqual({})
  })
  test('asks again for a person whom nobody knows, with everything that was typed', async () => {
    const opened = await open(form)
    fixture.received.length = 0
    const inputs = { 'f.name': 'North', 'f.agency': 'health', 'f.angel': 'aad-nobody' }
    const { content } = dialogOf(await submit(opened, inputs, textReply('It has begun')))
    expect(fixture.received).toEqual([])
    expect(textIn(content)).toContain(sentences.notKnown)
    expect(inputsIn(content)).toMatchObject([
      { value: 'North' },
      {},
      { value: 'health' },
      { value: 'aad-nobody' },
    ])
  })
  test('takes a person of the channel who has not installed the bot', async () => {
    fixture.stub.uninstall(mere)
    await submit(await open(form), { 'f.angel': mere.aadObjectId }, textReply('It has begun'))
    expect(fixture.received.at(-1)).toMatchObject({ people: { angel: { user: 'aad-mere' } } })
  })
  test('alone with the bot takes people whom it has met, and nobody else', async () => {
    await fixture.client.message(seatOf(health, 1), 'hello')
    const opened = await open(form, alone)
    const other = dialogOf(await submit(opened, { 'f.angel': 'aad-mere' }, textReply('It has begun')))
    expect(textIn(other.content)).toContain(sentences.notKnown)
    await submit(opened, { 'f.angel': 'aad-tom' }, textReply('It has begun'))
    expect(fixture.received.at(-1)).toMatchObject({
      people: { angel: { user: 'aad-tom', name: 'Tom Ruru' } },
    })
  })
})

describe('a form that stands in a card', () => {
  const choosing: Form = {
    ...everyForm,
    fields: [
      {
        kind: 'choice',
        name: 'how',
        label: 'How',
        options: [
          { value: '', label: 'Not at all' },
          { value: '-x', label: 'Fully' },
        ],
      },
    ],
  }

  test('is sent from there, and its answer takes its place', async () => {
    const message = await showReply(fixture, inChannel, { kind: 'form', form: everyForm })
    fixture.reply = textReply('It has begun')
    const answer = await fixture.client.press(alone, message, actionOf(contentOf(message), 'Begin'), {
      'f.name': 'North',
    })
    expect(fixture.received).toMatchObject([
      { kind: 'form-submission', fields: { name: 'North' }, place: doors },
    ])
    expect(textIn(noticeOf(answer))).toBe('It has begun')
  })
  test('stays with its errors and what was typed', async () => {
    const message = await showReply(fixture, inChannel, { kind: 'form', form: everyForm })
    fixture.reply = { kind: 'form-errors', errors: { name: 'That name is taken.' } }
    const answer = await fixture.client.press(alone, message, actionOf(contentOf(message), 'Begin'), {
      'f.name': 'North',
    })
    expect(textIn(noticeOf(answer))).toContain('That name is taken.')
    expect(inputsIn(noticeOf(answer))[0]).toMatchObject({ value: 'North' })
  })
  test('comes as a message without words from a Teams without such buttons', async () => {
    const message = await showReply(fixture, inChannel, { kind: 'form', form: everyForm })
    const { activity } = await fixture.client.message(alone, 'x')
    const { text: _, ...rest } = activity
    const data = actionOf(contentOf(message), 'Begin').data as Json
    fixture.reply = { kind: 'form-errors', errors: { name: 'That name is taken.' } }
    await fixture.client.raw({ ...rest, id: '2', value: { ...data, 'f.name': 'North' } })
    expect(fixture.received.at(-1)).toMatchObject({
      kind: 'form-submission',
      fields: { name: 'North' },
      place: directOf(me),
    })
    const again = contentOf(directMessagesOf(fixture, alone).at(-1))
    expect(textIn(again)).toContain('That name is taken.')
    expect(inputsIn(again)[0]).toMatchObject({ value: 'North' })
  })
  test('tells a choice of nothing from no choice', async () => {
    const message = await showReply(fixture, inChannel, { kind: 'form', form: choosing })
    const [input] = inputsIn(contentOf(message))
    const values = ((input?.choices ?? []) as Json[]).map(({ value }) => String(value))
    expect(values).not.toContain('')
    for (const value of values)
      await fixture.client.press(alone, message, actionOf(contentOf(message), 'Begin'), { 'f.how': value })
    expect(fixture.received).toMatchObject([{ fields: {} }, { fields: { how: '-x' } }])
  })
})
