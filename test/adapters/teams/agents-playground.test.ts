// The program against an independent Teams: Microsoft's agents playground, by its HTTP interface.
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type AgentsPlayground,
  type PlaygroundMessage,
  startRehearsal,
} from '../../support/teams/agents-playground.ts'
import type { Json } from '../../support/teams/types.ts'
import { actionsIn, inputsIn, textIn } from './visible-text.ts'

const general = '19:youth@thread.tacv2'
const doors = '19:doors@thread.tacv2'
const corridor = '19:corridor@thread.v2'
const alone = 'a:aroha'
const answered = 'I’ve answered you in the chat between the two of us.'

let teams: AgentsPlayground
let started: PlaygroundMessage

beforeAll(async () => {
  teams = await startRehearsal()
})
afterAll(() => teams?.stop())

const textOf = ({ text = '', card = {} }: PlaygroundMessage) => `${text}\n${textIn(card)}`

/** What comes there from now on. */
function comingIn(where: string) {
  const before = teams.messages.length
  const there = (messages: readonly PlaygroundMessage[]) =>
    messages.slice(before).filter((message) => message.where === where)
  return {
    now: () => there(teams.messages),
    one: (words: string) =>
      teams.until(`“${words}” in ${where}`, (messages) =>
        there(messages).find((message) => textOf(message).includes(words)),
      ),
  }
}

function button(card: Json | undefined, label: string): Json {
  const found = actionsIn(card).find(({ title }) => title === label)
  if (found === undefined) throw new Error(`There is no button “${label}”.`)
  return found
}

function filled(card: Json | undefined, values: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    inputsIn(card).map(({ id, label, value }) => [id, values[String(label)] ?? value ?? '']),
  )
}

test('who installs it is welcomed once, though Teams tells of it in two ways, and then again', async () => {
  const coming = comingIn(alone)
  await teams.install(alone)
  await coming.one('What you can ask')
  await teams.install(alone)
  await teams.type(alone, 'frobnicate')
  await coming.one('frobnicate')
  expect(coming.now()).toHaveLength(2)
})

test('what is typed alone with it is answered there', async () => {
  const coming = comingIn(alone)
  await teams.type(alone, 'help put')
  await coming.one('put something on the table')
})

test('a mention in a channel is answered alone, with a pointer in its thread', async () => {
  const [toMe, inChannel] = [comingIn(alone), comingIn(general)]
  await teams.mention(general, 'help')
  await toMe.one('What you can ask')
  const pointer = await inChannel.one(answered)
  expect(pointer.thread).toMatch(/^19:youth@thread.tacv2;messageid=\d+$/)
})

test('a mention in a group chat is answered alone, with a pointer in the chat', async () => {
  const [toMe, inChat] = [comingIn(alone), comingIn(corridor)]
  await teams.mention(corridor, 'help')
  await toMe.one('What you can ask')
  await inChat.one(answered)
})

test('a form in a card says what is missing, with what was typed, and gives way to the answer', async () => {
  const coming = comingIn(alone)
  await teams.mention(doors, 'start South Side')
  const form = await coming.one('Start a network')
  const start = button(form.card, 'Start')
  const some = await teams.execute(
    form,
    start,
    filled(form.card, { 'The moment': 'Mothers were turned away' }),
  )
  const words = textIn(some.value)
  for (const there of ['South Side', 'Mothers were turned away', 'Please fill this in.'])
    expect(words).toContain(there)
  const rest = filled(some.value as Json, { 'Shared outcome': 'One door for all', 'Your agency': 'Health' })
  const all = await teams.execute(form, button(some.value as Json, 'Start'), rest)
  expect(textIn(all.value)).toContain('South Side has begun')
  started = { ...form, card: all.value as Json }
})

test('a button is answered alone, also one for a dialog where there are none', async () => {
  const coming = comingIn(alone)
  await teams.execute(started, button(started.card, 'Invite somebody'))
  await coming.one('An invitation to South Side')
  await teams.submit(started, button(started.card, 'Does collaboration fit?'))
  const form = await coming.one('Which way of working fits?')
  expect(inputsIn(form.card).length).toBeGreaterThan(3)
})

test('a meeting is posted in the home by itself, and changed in its place', async () => {
  const coming = comingIn(doors)
  await teams.mention(doors, 'meet tomorrow 10:00 for an hour')
  const planned = await coming.one('Meeting planned')
  expect(textOf(planned)).toContain('10:00 am NZDT')
  await teams.mention(doors, 'move tomorrow 2pm')
  const moved = await coming.one('2:00 pm NZDT')
  expect(moved.id).toBe(planned.id)
})

test('who may not press a button learns why alone, and nothing else happens', async () => {
  const planned = await teams.until('the meeting', (messages) =>
    messages.find((message) => message.where === doors && textOf(message).includes('2:00 pm NZDT')),
  )
  const tom = teams.config.users.find(({ name }) => name === 'Tom Ruru')
  const answer = await teams.execute(planned, button(planned.card, 'Cancel'), {}, tom)
  expect(answer).toEqual({ type: 'application/vnd.microsoft.activity.message', value: answered })
  const coming = comingIn(doors)
  await teams.mention(doors, 'meetings')
  await coming.one(answered)
  expect(coming.now().map(textOf).join()).not.toContain('Cancelled')
})
