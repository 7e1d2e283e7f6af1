// Message shortcuts in Slack and Teams: a message becomes a lesson only once its sender has confirmed the form.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as inSlack from '../adapters/slack/harness.ts'
import * as slackText from '../adapters/slack/visible-text.ts'
import * as inTeams from '../adapters/teams/harness.ts'
import { actionOf, dialogOf } from '../adapters/teams/replies.ts'
import { inputsIn, textIn } from '../adapters/teams/visible-text.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { olive } from '../support/fixtures.ts'
import { buttonWithLabel } from '../support/reply-buttons.ts'
import type { Json, StubTeam } from '../support/slack/stub.ts'
import { startNetwork } from '../support/stories/start-network.ts'

const lessonText = 'Ask the families first & listen'

/** What a search finds for Olive, who is in a network of her own. */
async function searchResult(bot: TestBot): Promise<string> {
  const place = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'north' } as const
  await startNetwork(bot, { by: olive, place, name: 'North Side' })
  return textOf(await bot.say(olive, place, 'lessons family'))
}

describe('in Slack', () => {
  const [team] = inSlack.teams as readonly [StubTeam]
  const [user] = team.users as readonly [StubTeam['users'][number]]
  const me = inSlack.profileOf(team, 0)
  const seat = { team, user, channel: 'C2' }
  let platform: inSlack.SlackHarness
  beforeEach(async () => {
    platform = await inSlack.openSlack()
  })
  afterEach(() => platform.close())

  test('the shortcut opens the form, which asks who may read the lesson, and stores it accordingly', async () => {
    const bot = await openTestBot()
    platform.receive = bot.bot.receive
    await startNetwork(bot, { by: me, place: inSlack.channelOf('T1', 'C1'), name: 'South Side' })
    // The shortcut is used in a channel that is no home of the network.
    await platform.client.shortcut(seat, 'lesson', lessonText.replace('&', '&amp;'))
    await platform.settled()
    const view = platform.stub.modals.get('U1')?.view
    const blocks = (view?.blocks ?? []) as Json[]
    expect(slackText.wordsIn(blocks)).toMatch(
      /Every member[\s\S]*anyone in any network[\s\S]*Who may read it/,
    )
    const [text, share] = blocks.filter(({ type }) => type === 'input') as [Json, Json]
    expect((text.element as Json).initial_value).toBe(lessonText)
    expect(textOf(await bot.say(me, inSlack.channelOf('T1', 'C1'), 'lessons'))).toContain(
      'No lesson has been kept yet',
    )
    const library = ((share.element as Json).options as Json[]).at(-1)
    await platform.client.submit(seat, {
      [String(text.block_id)]: {
        [String((text.element as Json).action_id)]: { type: 'plain_text_input', value: lessonText },
      },
      [String(share.block_id)]: {
        [String((share.element as Json).action_id)]: { type: 'static_select', selected_option: library },
      },
    })
    await platform.settled()
    expect(textOf(await bot.say(me, inSlack.channelOf('T1', 'C1'), 'lessons'))).toContain(lessonText)
    expect(await searchResult(bot)).toContain(lessonText)
  })
})

describe('in Teams', () => {
  let platform: inTeams.TeamsFixture
  beforeEach(async () => {
    platform = await inTeams.openTeams()
  })
  afterEach(() => platform.close())
  const seat = inTeams.seatOf(inTeams.health, 0, 1)
  const me = inTeams.profileOf(inTeams.health, 0)
  const home = inTeams.channelOf(inTeams.health.id, '19:doors@thread.tacv2')

  test('the action opens the form, which asks who may read the lesson, and stores it accordingly', async () => {
    const bot = await openTestBot()
    platform.receive = bot.bot.receive
    await startNetwork(bot, { by: me, place: home, name: 'South Side' })
    const opened = dialogOf(
      await platform.client.openMessageAction(
        seat,
        'lesson',
        `<div><p>${lessonText.replace('&', '&amp;')}</p></div>`,
      ),
    )
    expect(opened.title).toBe('One thing we learned')
    expect(textIn(opened.content)).toMatch(/Every member[\s\S]*anyone in any network/)
    expect(inputsIn(opened.content)).toMatchObject([{ id: 'f.text', value: lessonText }, { id: 'f.share' }])
    expect(textOf(await bot.say(me, home, 'lessons'))).toContain('No lesson has been kept yet')
    const inputs = { 'f.text': lessonText, 'f.share': choiceOf(opened.content, 'other networks') }
    const confirmation = await platform.client.submitMessageAction(
      seat,
      actionOf(opened.content, 'Keep it'),
      inputs,
    )
    expect(textIn(dialogOf(confirmation).content)).toContain('offered it to the library')
    expect(await searchResult(bot)).toContain(lessonText)
  })

  test('in a chat of other people only the sender gets the answer, and nothing of that chat is stored', async () => {
    const bot = await openTestBot()
    platform.receive = bot.bot.receive
    await startNetwork(bot, { by: me, place: home, name: 'South Side' })
    await platform.client.message({ tenant: seat.tenant, person: seat.person }, 'home')
    const names = platform.keyValueStore.names().length
    const chat = {
      conversationType: 'personal',
      tenantId: seat.tenant.id,
      id: '19:two-people@unq.gbl.spaces',
    }
    const opened = dialogOf(await platform.client.openMessageAction(seat, 'lesson', lessonText, chat))
    expect(inputsIn(opened.content)[0]).toMatchObject({ value: lessonText })
    platform.passDeadlines()
    const before = platform.stub.messages.length
    await platform.client.submitMessageAction(
      seat,
      actionOf(opened.content, 'Keep it'),
      { 'f.text': lessonText },
      chat,
    )
    await platform.teams.stop()
    const messages = platform.stub.messages.slice(before)
    expect(messages.map(({ conversation }) => conversation)).toEqual([platform.stub.chatOf(seat.person)])
    expect(JSON.stringify(messages)).toContain('I’ve kept this as a lesson')
    expect(platform.keyValueStore.names()).toHaveLength(names)
  })
})

test('with several networks the form opens after the choice of one, and nothing is stored before', async () => {
  const bot = await openTestBot()
  const place = (channel: string) =>
    ({ kind: 'channel', platform: 'test', workspace: 'w1', channel }) as const
  await startNetwork(bot, { by: olive, place: place('south'), name: 'South Side' })
  await startNetwork(bot, { by: olive, place: place('north'), name: 'North Side' })
  const shortcutMessage = {
    kind: 'message',
    id: 'shortcut',
    from: olive,
    place: place('elsewhere'),
    mentions: [],
    confirmInForm: true,
  } as const
  const choice = await bot.bot.receive({ ...shortcutMessage, text: `lesson ${lessonText}` })
  expect(textOf(choice)).toContain('Which network do you mean?')
  const long = { ...shortcutMessage, id: 'long', text: `lesson ${lessonText.repeat(50)}` }
  expect(textOf(await bot.bot.receive(long))).toContain('Only the first 1000 characters')
  const north = buttonWithLabel(choice, 'North Side')
  const form = formOf(await bot.press(olive, place('elsewhere'), north))
  expect(form.fields[0]?.initial).toBe(lessonText)
  expect(textOf(await bot.say(olive, place('north'), 'lessons'))).toContain('No lesson has been kept yet')
  await bot.submit(olive, place('elsewhere'), form, {})
  expect(textOf(await bot.say(olive, place('north'), 'lessons'))).toContain(lessonText)
  expect(textOf(await bot.say(olive, place('south'), 'lessons'))).toContain('No lesson has been kept yet')
})

test('a person who is in no network learns nothing from a message shortcut', async () => {
  const bot = await openTestBot()
  const place = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'c' } as const
  const shortcutMessage = {
    kind: 'message',
    id: 'shortcut',
    from: olive,
    place,
    mentions: [],
    confirmInForm: true,
  } as const
  expect(await bot.bot.receive({ ...shortcutMessage, text: 'lesson x' })).toEqual(
    await bot.say(olive, place, 'table'),
  )
})

function choiceOf(content: Json, part: string): string {
  const input = inputsIn(content).find(({ id }) => id === 'f.share') as Json | undefined
  const choices = (input?.choices ?? []) as { title: string; value: string }[]
  return choices.find(({ title }) => title.includes(part))?.value ?? ''
}
