// A database that an earlier version has written: it is brought up to date, and everything in it is understood.
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { day } from '../../src/domain/core/time.ts'
import { fold } from '../../src/domain/network.ts'
import { format, formatVersion } from '../../src/export/export-document.ts'
import { parseExport } from '../../src/export/parse-export.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, directOf, margaret } from '../support/fixtures.ts'
import { tablesOf } from '../support/recording/names.ts'
import { recordedBytes, recordedDatabase, recordedNames } from '../support/recording/recorded.ts'
import { type Facts, factsOf } from '../support/recording/recorded-facts.ts'

const { now, networks, code } = recordedDatabase()
const names = recordedNames()

const recorded = () => openTestBot({ bytes: recordedBytes(), now })

function tablesIn(bot: TestBot): Readonly<Record<string, readonly string[]>> {
  const file = new Sqlite(bot.file, { readonly: true })
  try {
    return tablesOf(file)
  } finally {
    file.close()
  }
}

async function networkIn(bot: TestBot, name: string) {
  const { id } = networks[name] ?? { id: '' }
  return fold(id, await loadEntries(bot.db, id))
}

describe('its tables', () => {
  test.each([
    ['in it', recorded],
    ['in a new database', openTestBot],
  ] as const)('are all there %s, with all their columns', async (_, open) => {
    const tables = tablesIn(await open())
    for (const [table, columns] of Object.entries(names.tables))
      expect({ table, columns: tables[table] }).toEqual({
        table,
        columns: expect.arrayContaining([...columns]),
      })
  })
})

describe('its journals', () => {
  test('have every kind of entry that was recorded, and each is understood', async () => {
    const { db } = await recorded()
    const kinds = new Set<string>()
    for (const { id } of Object.values(networks)) {
      const entries = await loadEntries(db, id)
      for (const { kind } of entries) kinds.add(kind)
      const reading = parseExport(
        JSON.stringify({ format, version: formatVersion, network: id, people: [], entries }),
      )
      expect(reading).toMatchObject({ kind: 'read' })
    }
    expect([...kinds].sort()).toEqual(names.eventKinds)
  })

  test.each(Object.keys(networks))('say of %s what they said when they were recorded', async (name) => {
    const facts: Facts = factsOf(await networkIn(await recorded(), name))
    expect(JSON.parse(JSON.stringify(facts))).toEqual(networks[name]?.facts)
  })

  test('tell of the phase, the count, the table, the roles and the end', async () => {
    const bot = await recorded()
    const southSide = await networkIn(bot, 'South Side')
    expect(southSide).toMatchObject({ name: 'South Side', phase: 'sustaining' })
    expect(southSide.closing?.did).toMatch(/^We opened one door at the library/)
    expect(southSide.people.size).toBe(13)
    const eastBay = await networkIn(bot, 'East Bay')
    expect(eastBay).toMatchObject({ outcome: 'One door for everybody', settings: { limit: 5 } })
    expect([...eastBay.resources.values()].map(({ what, state }) => `${what}: ${state}`)).toContain(
      'a van: used',
    )
    const held = eastBay.roles.filter(({ to }) => to === undefined).map(({ role }) => role)
    expect(held).toEqual(expect.arrayContaining(['public-entrepreneur', 'guardian-angel', 'active-client']))
    expect((await networkIn(bot, 'South Creek')).stalled).toBeDefined()
    expect(textOf(await bot.say(aroha, directOf(aroha), 'my networks'))).toContain('Dark Corner')
  })
})

describe('what was open in it', () => {
  const newcomer = { ...aroha, user: 'Kiri', name: 'Kiri', organisation: 'Housing' }

  test('an invitation still lets somebody in', async () => {
    const bot = await recorded()
    const form = formOf(await bot.say(newcomer, directOf(newcomer), `join ${code}`))
    await bot.submit(newcomer, directOf(newcomer), form, {})
    expect(textOf(await bot.say(newcomer, directOf(newcomer), 'my networks'))).toContain('East Bay')
  })

  test('private answers are shown when their round closes, and then they are gone; the digest of an angel comes', async () => {
    const bot = await recorded()
    await bot.forward(8 * day)
    const rounds = [...(await networkIn(bot, 'East Bay')).rounds.values()]
    expect(rounds.at(-1)).toMatchObject({
      question: 'What made it impossible?',
      closed: { answered: 2, answers: [{ named: [{ text: 'The old forms' }] }] },
    })
    const file = new Sqlite(bot.file, { readonly: true })
    expect(file.prepare('select * from answers').all()).toEqual([])
    file.close()
    const isDigest = ({ card }: TestBot['sent'][number]) => JSON.stringify(card).includes('"digest-settings"')
    expect(bot.sent.some(isDigest)).toBe(true)
  })

  test('a lesson in the library is found by its words', async () => {
    const bot = await recorded()
    const found = await bot.say(margaret, directOf(margaret), 'lessons calendar')
    expect(textOf(found)).toContain('A calendar that is shared is worth more than a plan')
  })
})
