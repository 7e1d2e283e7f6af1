// The main job told through signed requests of two Slack workspaces, with every call to Slack counted.
import { expect, test } from 'vitest'
import { day, hour } from '../../src/domain/core/time.ts'
import { memorySecrets, openSlack, type SlackHarness, teams } from '../adapters/slack/harness.ts'
import { buttonsIn, wordsIn } from '../adapters/slack/visible-text.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import { invitationCodeIn } from '../support/invitation-code.ts'
import type { Seat } from '../support/slack/client.ts'
import type { Json, StubMessage, StubTeam } from '../support/slack/stub.ts'

const [one, two] = teams as readonly [StubTeam, StubTeam]
const seat = (team: StubTeam, user: number, channel: string): Seat => {
  const found = team.users[user]
  if (found === undefined) throw new Error('There is no such user.')
  return { team, user: found, channel }
}
const aroha = seat(one, 0, 'C1')
const mere = seat(one, 1, 'C1')
const tom = seat(two, 0, 'C3')

interface Story {
  readonly testBot: TestBot
  readonly slack: SlackHarness
}

async function twoWorkspaces(): Promise<Story> {
  const secrets = memorySecrets()
  for (const { id, name, token, bot } of teams)
    await secrets.write(`slack installation ${id}`, JSON.stringify({ workspace: id, name, token, bot }))
  let slack: SlackHarness | undefined
  const testBot = await openTestBot({
    async adapters(now) {
      const client = { id: '1.1', secret: 'a client secret' }
      slack = await openSlack({ secrets, now, settings: { installed: { kind: 'many', client } } })
      return [slack.slack]
    },
  })
  if (slack === undefined) throw new Error('Slack was not opened.')
  slack.receive = testBot.bot.receive
  return { testBot, slack }
}

function slackStoryDriver({ testBot, slack }: Story) {
  const { client, stub } = slack
  const done = async () => {
    await slack.settled()
    await testBot.deliver()
    await slack.settled()
  }
  const visible = (who: Seat) => {
    const direct = stub.directChannel(who.team.id, who.user.id)
    return stub.messages.filter(
      ({ channel, only }) =>
        (channel === who.channel || channel === direct) && (only === undefined || only === who.user.id),
    )
  }
  return {
    done,
    visible,
    async say(who: Seat, text: string) {
      await client.command(who, text)
      await done()
    },
    async submit(who: Seat, fields: Readonly<Record<string, string>>, person?: string) {
      const blocks = (stub.modals.get(who.user.id)?.view.blocks ?? []) as Json[]
      const state = Object.fromEntries(
        blocks
          .filter(({ type }) => type === 'input')
          .map(({ block_id, element }) => {
            const { action_id, type, initial_value, initial_option } = element as Json
            const name = String(action_id)
            const value = fields[name] ?? initial_value
            const chosen = fields[name] === undefined ? initial_option : { value: fields[name] }
            if (type === 'users_select')
              return [block_id, { [name]: { type, selected_user: person ?? null } }]
            if (type === 'static_select')
              return [block_id, { [name]: { type, selected_option: chosen ?? null } }]
            return [block_id, { [name]: { type, value: value ?? null } }]
          }),
      )
      await client.submit(who, state)
      await done()
      return wordsIn(stub.modals.get(who.user.id)?.view.blocks)
    },
    async press(who: Seat, label: string) {
      const isIt = (button: Json) => (button.text as Json).text === label
      const message = visible(who).findLast(({ blocks }) => buttonsIn(blocks).some(isIt)) as StubMessage
      await client.press(who, message, buttonsIn(message.blocks).find(isIt) ?? {})
      await done()
    },
    last: (who: Seat) => wordsIn(visible(who).at(-1)?.blocks),
    all: (who: Seat) =>
      visible(who)
        .map(({ blocks }) => wordsIn(blocks))
        .join('\n---\n'),
    /** The number of posts and of changes of posts so far, by channel. */
    calls: () => {
      const counts: Record<string, number> = {}
      for (const { method, body } of stub.accepted)
        if (method === 'chat.postMessage' || method === 'chat.update') {
          const key = `${method} ${body.channel}`
          counts[key] = (counts[key] ?? 0) + 1
        }
      return counts
    },
  }
}

test('a network spans two workspaces, stops after six bare meetings, and moves again', {
  timeout: 60_000,
}, async () => {
  const story = await twoWorkspaces()
  const { testBot, slack } = story
  const driver = slackStoryDriver(story)
  await driver.say(aroha, 'start South Side')
  const begun = await driver.submit(aroha, { moment: 'The clinic closed', outcome: 'One door for all' })
  expect(begun).toContain('South Side has begun')
  expect(driver.last(aroha)).toContain('This channel now belongs to South Side')

  await driver.say(aroha, 'invite')
  const code = invitationCodeIn(driver.last(aroha))
  await driver.say(tom, `join ${code}`)
  expect(await driver.submit(tom, {})).toContain('You’re in South Side')
  expect(driver.last(tom)).toContain('This channel now belongs to South Side')

  await driver.say(aroha, 'angel <@U2|mere>')
  expect(driver.last(mere)).toContain('Will you be guardian angel of South Side?')
  await driver.press(mere, 'Accept')
  await driver.submit(mere, {})
  await driver.done()
  expect(driver.all(mere)).toContain('You’re now guardian angel')

  for (let meeting = 1; meeting <= 6; meeting += 1) {
    await testBot.forward(2 * hour)
    await driver.say(aroha, 'met 1 hour ago')
    await driver.press(tom, 'I was there')
    await testBot.forward(26 * hour)
    await driver.done()
    for (const home of [aroha, tom])
      expect(driver.all(home)).toContain(`Meeting ${Math.min(meeting, 5)} of 6`)
  }
  for (const home of [aroha, tom]) expect(driver.last(home)).toContain('South Side has stopped: 6 meetings')
  await testBot.forward(day)
  await driver.done()
  expect(driver.all(mere)).toContain('South Side has stopped: 6 meetings, nothing on the table')

  await driver.say(tom, 'meet Thu 2pm for an hour')
  expect(driver.last(tom)).toContain('No meeting can be planned now')
  expect(driver.all(aroha)).not.toContain('No meeting can be planned')

  await driver.say(tom, 'put $20,000 flexible')
  for (const home of [aroha, tom]) expect(driver.all(home)).toContain('South Side is moving again')
  await driver.say(aroha, 'meet tomorrow 3pm for an hour')
  expect(driver.last(tom)).toContain('Meeting planned')

  // Each home got each message once: a welcome, a check-in of each meeting, the nudge, the stall, moving again, and the
  // next meeting.
  const calls = driver.calls()
  expect({ one: calls['chat.postMessage C1'], two: calls['chat.postMessage C3'] }).toEqual({
    one: 11,
    two: 11,
  })
  expect(calls['chat.update C1']).toBe(calls['chat.update C3'])
  const texts = slack.stub.messages
    .filter(({ only }) => only === undefined)
    .map(({ channel, blocks }) => channel + JSON.stringify(blocks))
  expect(new Set(texts).size).toBe(texts.length)
  expect(slack.stub.arrived.length).toBeGreaterThan(0)
  await slack.close()
})
