// Importing a doctored file: it makes nobody of this installation a member, a role holder or the same person as anybody
// without their own yes.
import { expect, test } from 'vitest'
import { importNetwork } from '../../src/app/import-network.ts'
import type { Profile } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { buildExport, type ExportDocument, personsIn } from '../../src/export/export-document.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { findPerson, people } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { buttonsOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { aroha, directOf, margaret, network, person, tom } from '../support/fixtures.ts'

const mallory = person('Mallory', 'w1')

async function exported(): Promise<ExportDocument> {
  const bot = await network()
  const [id = ''] = await networksOf(bot.db, (await findPerson(bot.db, aroha))?.id ?? '')
  const journal = await loadEntries(bot.db, id)
  return buildExport(id, journal, await people(bot.db, journal.flatMap(personsIn)))
}

async function importedInto(bot: TestBot, document: ExportDocument): Promise<void> {
  const result = await importNetwork(bot.db, Buffer.from(JSON.stringify(document)), bot.now())
  expect(result).toMatchObject({ kind: 'imported', name: 'South Side' })
  await bot.deliver()
}

function questionTo(bot: TestBot, who: Profile) {
  const found = bot.sent.findLast(({ to }) => JSON.stringify(to) === JSON.stringify(directOf(who)))
  if (found === undefined) throw new Error(`Nothing was sent to ${who.name}.`)
  return { text: plainText(found.card), buttons: buttonsOf(found) }
}

async function answer(bot: TestBot, who: Profile, yes: boolean): Promise<string> {
  const [first, second] = questionTo(bot, who).buttons
  const button = yes ? first : second
  if (button === undefined) throw new Error('The question has no buttons.')
  return textOf(await bot.press(who, directOf(who), button))
}

async function read(bot: TestBot, who: Profile): Promise<string> {
  return textOf(await bot.say(who, directOf(who), 'my networks'))
}

test('a network that was moved has each of its people again once they say yes, and none before', async () => {
  const document = await exported()
  const bot = await openTestBot()
  await importedInto(bot, document)
  expect(await read(bot, aroha)).not.toContain('South Side')
  expect(questionTo(bot, margaret).text).toMatch(
    /^South Side has been moved here .* you were its guardian angel \(Oversight\)/,
  )
  expect(await answer(bot, aroha, true)).toContain('You’re in South Side again')
  expect(await read(bot, aroha)).toContain('South Side, as public entrepreneur')
  expect(await answer(bot, margaret, false)).toContain('You’re not in South Side')
  expect(await answer(bot, margaret, true)).toContain('has already been answered')
  expect(await read(bot, margaret)).not.toContain('South Side')
  expect(await read(bot, tom)).not.toContain('South Side')
  expect(textOf(await bot.say(aroha, directOf(aroha), 'roles'))).toMatch(
    /Margaret[\s\S]*Tom|Tom[\s\S]*Margaret/,
  )
})

test('a file that names somebody here as its angel only asks them', async () => {
  const document = await exported()
  const bot = await openTestBot()
  await read(bot, mallory)
  const listed = document.people.map((one) =>
    one.name === 'Margaret'
      ? { ...one, accounts: [{ platform: 'test', workspace: 'w1', user: 'Mallory' }] }
      : one,
  )
  await importedInto(bot, { ...document, people: listed })
  expect(await read(bot, mallory)).not.toContain('South Side')
  expect(textOf(await bot.say(mallory, directOf(mallory), 'digest'))).not.toContain('South Side')
  expect(questionTo(bot, mallory).text).toContain('guardian angel')
})

test('a file that links two strangers, by their ids here, makes them nobody and not one', async () => {
  const document = await exported()
  const bot = await openTestBot()
  await read(bot, mallory)
  await read(bot, tom)
  const [one, other] = [await findPerson(bot.db, mallory), await findPerson(bot.db, tom)]
  const last = document.entries.at(-1)
  const linked = { kind: 'person-linked', from: one?.id, person: other?.id } as JournalEntry
  const joined = { kind: 'joined', by: one?.id, agency: 'Police', as: 'fellow-traveller', member: true }
  const more = [joined, linked].map((entry, index) => ({
    ...(entry as JournalEntry),
    version: document.entries.length + index + 1,
    at: last?.at ?? 0,
  }))
  await importedInto(bot, { ...document, entries: [...document.entries, ...more] })
  expect((await findPerson(bot.db, mallory))?.id).toBe(one?.id)
  expect((await findPerson(bot.db, tom))?.id).toBe(other?.id)
  for (const who of [mallory, tom]) expect(await read(bot, who)).not.toContain('South Side')
})

test('two accounts that a file names as one person become so by their own link only', async () => {
  const document = await exported()
  const bot = await openTestBot()
  const listed = document.people.map((one) =>
    one.name === 'Aroha'
      ? { ...one, accounts: [...one.accounts, { platform: 'test', workspace: 'w1', user: 'Mallory' }] }
      : one,
  )
  await importedInto(bot, { ...document, people: listed })
  await answer(bot, aroha, true)
  expect(await answer(bot, mallory, true)).toContain('Another account has already said')
  expect(await read(bot, mallory)).not.toContain('South Side')
})

test.each(['', 'n', 'x'.repeat(200)])('a file for a network with the id “%s” is refused', async (id) => {
  const bot = await openTestBot()
  const file = Buffer.from(JSON.stringify({ ...(await exported()), network: id }))
  expect((await importNetwork(bot.db, file, bot.now())).kind).toBe('refused')
})
