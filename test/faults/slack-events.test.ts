// Slack delivers an event up to four times, at once and across a restart: it takes effect once.
import { expect, test } from 'vitest'
import { rememberProcessed, wasProcessed } from '../../src/store/inbox.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { openSlack, profileOf, type SlackHarness, teams } from '../adapters/slack/harness.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import type { Seat } from '../support/slack/client.ts'
import type { StubTeam } from '../support/slack/stub.ts'

const [team] = teams as readonly [StubTeam]
const user = team.users[0] as (typeof team.users)[number]
const seat: Seat = { team, user, channel: 'C1' }

async function opened(bot: TestBot): Promise<SlackHarness> {
  const slack = await openSlack({
    processedIds: {
      has: (id) => wasProcessed(bot.db, id),
      add: (id) => rememberProcessed(bot.db, id, 1),
    },
  })
  slack.receive = bot.bot.receive
  return slack
}

test('500 events delivered four times each, at once and again after a restart, make 500 records', async () => {
  const bot = await openTestBot()
  const first = await opened(bot)
  await first.client.command(seat, 'start South Side')
  await first.settled()
  const state = {
    name: { name: { type: 'plain_text_input', value: 'South Side' } },
    moment: { moment: { type: 'plain_text_input', value: 'm' } },
    outcome: { outcome: { type: 'plain_text_input', value: 'o' } },
    agency: { agency: { type: 'plain_text_input', value: 'Health' } },
  }
  await first.client.submit(seat, state)
  await first.settled()
  const deliver = (slack: SlackHarness, n: number) =>
    slack.client.direct(seat, `put hall number ${n}`, `Ev${n}`)
  for (let from = 0; from < 400; from += 50)
    await Promise.all(Array.from({ length: 200 }, (_, k) => deliver(first, from + Math.floor(k / 4))))
  await first.settled()
  await first.close()
  const second = await opened(bot)
  for (let from = 0; from < 500; from += 50)
    await Promise.all(Array.from({ length: 200 }, (_, k) => deliver(second, from + Math.floor(k / 4))))
  await second.settled()
  await second.close()
  const someone = await findPerson(bot.db, profileOf(team, 0))
  const [network = ''] = await networksOf(bot.db, someone?.id ?? '')
  const put = (await loadEntries(bot.db, network)).filter(({ kind }) => kind === 'resource-put')
  expect(put).toHaveLength(500)
})
