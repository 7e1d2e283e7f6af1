// A message that is handed in by its menu becomes a lesson only once its sender has looked at it, in Slack and in Teams.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Address, Profile } from '../../src/chat/address.ts'
import * as inSlack from '../adapters/slack/harness.ts'
import * as slackLooks from '../adapters/slack/visible-text.ts'
import * as inTeams from '../adapters/teams/harness.ts'
import { actionOf, dialogOf } from '../adapters/teams/replies.ts'
import { inputsIn, textIn } from '../adapters/teams/visible-text.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { olive } from '../support/fixtures.ts'
import type { Json, StubTeam } from '../support/slack/stub.ts'

const words = 'Ask the families first & listen'

async function start(room: TestBot, who: Profile, where: Address, name: string): Promise<void> {
  const form = formOf(await room.say(who, where, `start ${name}`))
  await room.submit(who, where, form, { moment: 'It flooded', outcome: 'Dry homes', agency: 'Health' })
}

/** What Olive, in a network of her own, finds of it. */
async function found(room: TestBot): Promise<string> {
  const place = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'north' } as const
  await start(room, olive, place, 'North Side')
  return textOf(await room.say(olive, place, 'lessons family'))
}

describe('in Slack', () => {
  const [team] = inSlack.teams as readonly [StubTeam]
  const [user] = team.users as readonly [StubTeam['users'][number]]
  const me = inSlack.profileOf(team, 0)
  const seat = { team, user, channel: 'C2' }
  let on: inSlack.Opened
  beforeEach(async () => {
    on = await inSlack.openSlack()
  })
  afterEach(() => on.close())

  test('the shortcut opens the form, which asks who may read it, and keeps it as that says', async () => {
    const room = await openTestBot()
    on.receive = room.bot.receive
    await start(room, me, inSlack.channelOf('T1', 'C1'), 'South Side')
    // In a channel that is no home of it.
    await on.client.shortcut(seat, 'lesson', words.replace('&', '&amp;'))
    await on.settled()
    const view = on.stub.modals.get('U1')?.view
    const blocks = (view?.blocks ?? []) as Json[]
    expect(slackLooks.wordsIn(blocks)).toMatch(
      /Every member[\s\S]*anybody who is in any network[\s\S]*Who may read it/,
    )
    const [text, share] = blocks.filter(({ type }) => type === 'input') as [Json, Json]
    expect((text.element as Json).initial_value).toBe(words)
    expect(textOf(await room.say(me, inSlack.channelOf('T1', 'C1'), 'lessons'))).toContain(
      'Nothing is kept yet',
    )
    const library = ((share.element as Json).options as Json[]).at(-1)
    await on.client.submit(seat, {
      [String(text.block_id)]: {
        [String((text.element as Json).action_id)]: { type: 'plain_text_input', value: words },
      },
      [String(share.block_id)]: {
        [String((share.element as Json).action_id)]: { type: 'static_select', selected_option: library },
      },
    })
    await on.settled()
    expect(textOf(await room.say(me, inSlack.channelOf('T1', 'C1'), 'lessons'))).toContain(words)
    expect(await found(room)).toContain(words)
  })
})

describe('in Teams', () => {
  let on: inTeams.TeamsFixture
  beforeEach(async () => {
    on = await inTeams.openTeams()
  })
  afterEach(() => on.close())
  const seat = inTeams.seatOf(inTeams.health, 0, 1)
  const me = inTeams.profileOf(inTeams.health, 0)
  const home = inTeams.channelOf(inTeams.health.id, '19:doors@thread.tacv2')

  test('the action opens the form, which asks who may read it, and keeps it as that says', async () => {
    const room = await openTestBot()
    on.receive = room.bot.receive
    await start(room, me, home, 'South Side')
    const opened = dialogOf(
      await on.client.openMessageAction(seat, 'lesson', `<div><p>${words.replace('&', '&amp;')}</p></div>`),
    )
    expect(opened.title).toBe('One thing we learned')
    expect(textIn(opened.content)).toMatch(/Every member[\s\S]*anybody who is in any network/)
    expect(inputsIn(opened.content)).toMatchObject([{ id: 'f.text', value: words }, { id: 'f.share' }])
    expect(textOf(await room.say(me, home, 'lessons'))).toContain('Nothing is kept yet')
    const inputs = { 'f.text': words, 'f.share': choiceOf(opened.content, 'other networks') }
    const kept = await on.client.submitMessageAction(seat, actionOf(opened.content, 'Keep it'), inputs)
    expect(textIn(dialogOf(kept).content)).toContain('offered to the library')
    expect(await found(room)).toContain(words)
  })

  test('in a chat of other people it is answered to who did it alone, and nothing is kept of that chat', async () => {
    const room = await openTestBot()
    on.receive = room.bot.receive
    await start(room, me, home, 'South Side')
    await on.client.message({ tenant: seat.tenant, person: seat.person }, 'home')
    const names = on.keyValueStore.names().length
    const chat = {
      conversationType: 'personal',
      tenantId: seat.tenant.id,
      id: '19:two-people@unq.gbl.spaces',
    }
    const opened = dialogOf(await on.client.openMessageAction(seat, 'lesson', words, chat))
    expect(inputsIn(opened.content)[0]).toMatchObject({ value: words })
    on.passDeadlines()
    const before = on.stub.messages.length
    await on.client.submitMessageAction(seat, actionOf(opened.content, 'Keep it'), { 'f.text': words }, chat)
    await on.teams.stop()
    const told = on.stub.messages.slice(before)
    expect(told.map(({ conversation }) => conversation)).toEqual([on.stub.chatOf(seat.person)])
    expect(JSON.stringify(told)).toContain('Kept as a lesson')
    expect(on.keyValueStore.names()).toHaveLength(names)
  })
})

test('where it could be for several networks the form comes after the choice, and nothing is kept before', async () => {
  const room = await openTestBot()
  const place = (channel: string) =>
    ({ kind: 'channel', platform: 'test', workspace: 'w1', channel }) as const
  await start(room, olive, place('south'), 'South Side')
  await start(room, olive, place('north'), 'North Side')
  const handed = {
    kind: 'message',
    id: 'handed',
    from: olive,
    place: place('elsewhere'),
    mentions: [],
    confirmInForm: true,
  } as const
  const which = await room.bot.receive({ ...handed, text: `lesson ${words}` })
  expect(textOf(which)).toContain('Which network do you mean?')
  const long = { ...handed, id: 'long', text: `lesson ${words.repeat(50)}` }
  expect(textOf(await room.bot.receive(long))).toContain('only the first 1000 characters')
  const north = buttonsOf(which as never).find(({ label }) => label === 'North Side')
  const form = formOf(await room.press(olive, place('elsewhere'), north as never))
  expect(form.fields[0]?.initial).toBe(words)
  expect(textOf(await room.say(olive, place('north'), 'lessons'))).toContain('Nothing is kept yet')
  await room.submit(olive, place('elsewhere'), form, {})
  expect(textOf(await room.say(olive, place('north'), 'lessons'))).toContain(words)
  expect(textOf(await room.say(olive, place('south'), 'lessons'))).toContain('Nothing is kept yet')
})

test('whoever is in no network learns nothing by handing in a message', async () => {
  const room = await openTestBot()
  const place = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'c' } as const
  const handed = {
    kind: 'message',
    id: 'handed',
    from: olive,
    place,
    mentions: [],
    confirmInForm: true,
  } as const
  expect(await room.bot.receive({ ...handed, text: 'lesson x' })).toEqual(
    await room.say(olive, place, 'table'),
  )
})

function choiceOf(content: Json, part: string): string {
  const input = inputsIn(content).find(({ id }) => id === 'f.share') as Json | undefined
  const choices = (input?.choices ?? []) as { title: string; value: string }[]
  return choices.find(({ title }) => title.includes(part))?.value ?? ''
}
