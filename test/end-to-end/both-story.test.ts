// One network over Slack and Teams, two of each, told through signed requests with every call counted.
import { afterEach, expect, test } from 'vitest'
import { day, hour } from '../../src/domain/core/time.ts'
import {
  memorySecrets,
  type SlackHarness as OpenedSlack,
  openSlack,
  teams as workspaces,
} from '../adapters/slack/harness.ts'
import { buttonsIn, wordsIn } from '../adapters/slack/visible-text.ts'
import {
  council,
  health,
  type TeamsFixture as OpenedTeams,
  openTeams,
  seatOf,
} from '../adapters/teams/harness.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import { invitationCodeIn } from '../support/invitation-code.ts'
import type { Seat as SlackSeat } from '../support/slack/client.ts'
import type { Json, StubMessage, StubTeam } from '../support/slack/stub.ts'
import { type TeamsStoryDriver, teamsStoryDriver } from '../support/teams/story-driver.ts'

const [one, two] = workspaces as readonly [StubTeam, StubTeam]
const slackSeat = (team: StubTeam, user: number, channel: string): SlackSeat => ({
  team,
  user: team.users[user] as (typeof team.users)[number],
  channel,
})
const aroha = slackSeat(one, 0, 'C1')
const sam = slackSeat(two, 0, 'C3')
const tom = seatOf(health, 1, 1)
const mere = seatOf(health, 2)
const ruth = seatOf(council, 0, 0)

interface Story {
  readonly testBot: TestBot
  readonly slack: OpenedSlack
  readonly teams: OpenedTeams
  readonly inTeams: TeamsStoryDriver
  done(): Promise<void>
  say(who: SlackSeat, text: string): Promise<string>
  submit(who: SlackSeat, fields: Readonly<Record<string, string>>): Promise<string>
  press(who: SlackSeat, label: string): Promise<void>
  /** The text of everything that this person sees in Slack. */
  all(who: SlackSeat): string
}

let story: Story
afterEach(async () => {
  await story.slack.close()
  await story.teams.close()
})

async function open(): Promise<Story> {
  const secrets = memorySecrets()
  for (const { id, name, token, bot } of workspaces)
    await secrets.write(`slack installation ${id}`, JSON.stringify({ workspace: id, name, token, bot }))
  const opened: { slack?: OpenedSlack; teams?: OpenedTeams } = {}
  const testBot = await openTestBot({
    async adapters(now) {
      const client = { id: '1.1', secret: 'a client secret' }
      opened.slack = await openSlack({ secrets, now, settings: { installed: { kind: 'many', client } } })
      opened.teams = await openTeams({ now })
      return [opened.slack.slack, opened.teams.teams]
    },
  })
  const { slack, teams } = opened as { slack: OpenedSlack; teams: OpenedTeams }
  slack.receive = testBot.bot.receive
  teams.receive = testBot.bot.receive
  const done = async () => {
    for (const each of [slack, teams]) await each.settled()
    await testBot.deliver()
    for (const each of [slack, teams]) await each.settled()
  }
  const visible = (who: SlackSeat) => {
    const direct = slack.stub.directChannel(who.team.id, who.user.id)
    return slack.stub.messages.filter(
      ({ channel, only }) =>
        (channel === who.channel || channel === direct) && (only === undefined || only === who.user.id),
    )
  }
  return {
    testBot,
    slack,
    teams,
    inTeams: teamsStoryDriver(teams, done),
    done,
    async say(who, text) {
      await slack.client.command(who, text)
      await done()
      return wordsIn(visible(who).at(-1)?.blocks)
    },
    async submit(who, fields) {
      const blocks = (slack.stub.modals.get(who.user.id)?.view.blocks ?? []) as Json[]
      const state = blocks
        .filter(({ type }) => type === 'input')
        .map(({ block_id, element }) => {
          const { action_id, type, initial_value, initial_option } = element as Json
          const name = String(action_id)
          const value = fields[name] ?? initial_value ?? null
          return [block_id, { [name]: { type, value, selected_option: initial_option ?? null } }]
        })
      await slack.client.submit(who, Object.fromEntries(state))
      await done()
      return wordsIn(slack.stub.modals.get(who.user.id)?.view.blocks)
    },
    async press(who, label) {
      const isIt = (button: Json) => (button.text as Json).text === label
      const message = visible(who).findLast(({ blocks }) => buttonsIn(blocks).some(isIt)) as StubMessage
      await slack.client.press(who, message, buttonsIn(message.blocks).find(isIt) ?? {})
      await done()
    },
    all: (who) =>
      visible(who)
        .map(({ blocks }) => wordsIn(blocks))
        .join('\n---\n'),
  }
}

/** Starts in Slack, joins in the other workspace and in a channel of both tenants; Mere in Teams becomes the angel. */
async function begin(): Promise<void> {
  const { inTeams } = story
  // The bot can write to a channel or a person in Teams only after an activity from there.
  for (const seat of [mere, tom, ruth]) await inTeams.say(seat, 'hello')
  await story.say(aroha, 'start South Side')
  await story.submit(aroha, { moment: 'The clinic closed', outcome: 'One door for all' })
  await story.say(sam, `join ${invitationCodeIn(await story.say(aroha, 'invite'))}`)
  await story.submit(sam, {})
  for (const [seat, agency] of [
    [tom, 'Education'],
    [ruth, 'Council'],
  ] as const) {
    await inTeams.say(seat, `join ${invitationCodeIn(await story.say(aroha, 'invite'))}`)
    expect(await inTeams.submit(seat, { newAgency: agency })).toContain('You’re in South Side')
  }
  await inTeams.say(tom, 'angel')
  await inTeams.submit(tom, { person: mere.person.aadObjectId })
  expect(inTeams.last(mere)).toContain('Will you be guardian angel of South Side?')
  await inTeams.press(mere, 'Accept')
  await inTeams.submit(mere, { newAgency: 'Oversight' })
  await story.done()
  expect(inTeams.all(mere)).toContain('You’re now guardian angel')
}

test('a network over Slack and Teams stops after six bare meetings, and moves again, in all of its homes', {
  timeout: 60_000,
}, async () => {
  story = await open()
  const { inTeams, testBot, slack, teams } = story
  await begin()
  const homes = () => [story.all(aroha), story.all(sam), inTeams.all(tom), inTeams.all(ruth)]
  for (const home of homes()) expect(home).toContain('This channel now belongs to South Side')

  for (let meeting = 1; meeting <= 6; meeting += 1) {
    await testBot.forward(2 * hour)
    await story.say(aroha, 'met 1 hour ago')
    await story.done()
    if (meeting % 2 === 0) await inTeams.press(tom, 'I was there')
    else await story.press(sam, 'I was there')
    // An answer in one home changes the card in all.
    for (const home of homes()) expect(home).toContain('2 people from 2 agencies so far')
    await testBot.forward(26 * hour)
    await story.done()
    for (const home of homes()) expect(home).toContain(`Meeting ${Math.min(meeting, 5)} of 6`)
  }
  await testBot.forward(day)
  await story.done()
  for (const home of homes()) expect(home).toContain('South Side has stopped: 6 meetings')
  expect(inTeams.all(mere)).toContain('South Side has stopped: 6 meetings, nothing on the table')

  await inTeams.say(tom, 'meet Thu 2pm for an hour')
  expect(inTeams.last(tom)).toContain('No meeting can be planned now')
  await inTeams.say(ruth, 'put $20,000 flexible')
  for (const home of homes()) expect(home).toContain('South Side is moving again')
  await story.say(aroha, 'meet tomorrow 3pm for an hour')
  for (const home of homes()) expect(home).toContain('Meeting planned')
  // The other side's people are known by name and agency.
  expect(await story.say(aroha, 'roles')).toContain('Tom Ruru (Education)')
  await inTeams.say(ruth, 'roles')
  expect(inTeams.last(ruth)).toContain('Aroha Ngata (Te Whare Hauora)')

  // Each home got each message once: a welcome, a check-in of each meeting, the nudge, the stall, moving again, and the
  // next meeting.
  const slackPosts = slack.stub.accepted.filter(({ method }) => method === 'chat.postMessage')
  for (const channel of ['C1', 'C3'])
    expect(slackPosts.filter(({ body }) => body.channel === channel)).toHaveLength(11)
  for (const channel of ['19:doors@thread.tacv2', '19:whanau@thread.tacv2']) {
    const posts = teams.stub.messages.filter(
      ({ conversation, attachments }) => conversation === channel && attachments.length > 0,
    )
    expect(posts).toHaveLength(11)
    expect(new Set(posts.map(({ attachments }) => JSON.stringify(attachments))).size).toBe(posts.length)
  }
})

test('accounts in Slack and Teams become one person once both have said yes, and two again when one undoes it', async () => {
  story = await open()
  const { inTeams } = story
  await begin()
  const alsoAroha = seatOf(health, 0)
  await inTeams.say(alsoAroha, 'my networks')
  expect(inTeams.last(alsoAroha)).not.toContain('South Side')
  await inTeams.say(alsoAroha, `link ${invitationCodeIn(await story.say(aroha, 'link'))}`)
  expect(inTeams.last(alsoAroha)).toContain('in Slack, asks to join your account with theirs')
  await inTeams.press(alsoAroha, 'Yes, both are mine')
  await story.press(aroha, 'Yes, both are mine')
  await inTeams.say(alsoAroha, 'my networks')
  expect(inTeams.last(alsoAroha)).toContain('South Side, as public entrepreneur')
  expect(await story.say(aroha, 'my networks')).toContain('South Side, as public entrepreneur')
  await inTeams.say(alsoAroha, 'link')
  await inTeams.press(alsoAroha, 'Undo: separate them again')
  await inTeams.say(alsoAroha, 'my networks')
  expect(inTeams.last(alsoAroha)).not.toContain('South Side')
  expect(await story.say(aroha, 'my networks')).toContain('South Side, as public entrepreneur')
})
