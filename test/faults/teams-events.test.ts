// Teams delivers an activity again, at once and across a restart: it takes effect once.
import { expect, test } from 'vitest'
import { rememberProcessed, wasProcessed } from '../../src/store/inbox.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import {
  channelOf,
  health,
  openTeams,
  profileOf,
  seatOf,
  type TeamsFixture,
} from '../adapters/teams/harness.ts'
import { formOf, openTestBot, type TestBot } from '../support/bot-harness.ts'

const aroha = profileOf(health, 0)
const seat = seatOf(health, 0)

async function opened(bot: TestBot): Promise<TeamsFixture> {
  const teams = await openTeams({
    processedIds: {
      has: (id) => wasProcessed(bot.db, id),
      add: (id) => rememberProcessed(bot.db, id, 1),
    },
  })
  teams.receive = bot.bot.receive
  return teams
}

async function deliverTwice(teams: TeamsFixture, count: number): Promise<void> {
  for (let from = 0; from < count; from += 50) {
    const deliver = async (n: number) => {
      const { status } = await teams.client.message(seat, `put hall number ${n}`, { id: `17${n}` })
      expect(status).toBe(200)
    }
    await Promise.all(Array.from({ length: 100 }, (_, k) => deliver(from + Math.floor(k / 2))))
  }
  await teams.settled()
}

test('500 activities delivered twice each, at once and again after a restart, make 500 records', async () => {
  const bot = await openTestBot()
  const doors = channelOf(health.id, '19:doors@thread.tacv2')
  const form = formOf(await bot.say(aroha, doors, 'start South Side'))
  await bot.submit(aroha, doors, form, { name: 'South Side', moment: 'm', outcome: 'o', agency: 'Health' })
  const first = await opened(bot)
  await deliverTwice(first, 400)
  expect(first.logged).toEqual([])
  await first.close()
  const second = await opened(bot)
  await deliverTwice(second, 500)
  // Each was also answered once.
  expect(second.stub.messages).toHaveLength(100)
  await second.close()
  const someone = await findPerson(bot.db, aroha)
  const [network = ''] = await networksOf(bot.db, someone?.id ?? '')
  const put = (await loadEntries(bot.db, network)).filter(({ kind }) => kind === 'resource-put')
  expect(put).toHaveLength(500)
})
