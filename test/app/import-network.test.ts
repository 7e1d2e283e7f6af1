// Exporting all data of a network, and importing it on the command line.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { type TestBot, textOf } from '../support/bot-harness.ts'
import { textsIn } from '../support/files.ts'
import { closed, directOf, lively, network, olive, ruth, tom, whanau, youth } from '../support/fixtures.ts'
import { buttonsIn } from '../support/reply-buttons.ts'

function archiveFor(bot: TestBot, user: string) {
  const files = bot.sent.flatMap(({ to, files = [] }) =>
    to.kind === 'direct' && to.user === user ? files : [],
  )
  const file = files.at(-1)
  if (file === undefined) throw new Error(`Nothing came to ${user}.`)
  return file
}

test('a member gets the record in a direct message: a JSON document and CSV tables', async () => {
  const bot = await lively()
  expect(textOf(await bot.say(tom, whanau, 'export'))).toContain('send it to your direct messages')
  await bot.deliver()
  const inside = textsIn(archiveFor(bot, 'Tom'))
  expect(Object.keys(inside)).toEqual([
    'south-side.json',
    'journal.csv',
    'people.csv',
    'meetings.csv',
    'table.csv',
    'lessons.csv',
  ])
  expect(inside['people.csv']).toMatch(/Margaret,Oversight,guardian-angel/)
  expect(inside['meetings.csv']).toMatch(/held,2,Aroha; Tom/)
  expect(inside['table.csv']).toMatch(/money,money,20000,\$,Health,flexible/)
})

test('people outside the network get no export, and nor do members who leave before it is sent', async () => {
  const bot = await network()
  expect(await bot.say(olive, youth, 'export')).toEqual(await bot.say(olive, youth, 'table'))
  await bot.say(ruth, youth, 'export')
  for (const button of buttonsIn(await bot.say(ruth, youth, 'leave'))) await bot.press(ruth, youth, button)
  await bot.say(tom, whanau, 'export')
  await bot.deliver()
  expect(bot.sent.filter(({ files }) => files !== undefined).map(({ to }) => to)).toEqual([directOf(tom)])
})

test('members of a closed network can export its data', async () => {
  const bot = await closed()
  await bot.say(ruth, youth, 'export')
  await bot.deliver()
  expect(textsIn(archiveFor(bot, 'Ruth'))['south-side.json']).toContain('We opened one door.')
})

test('an operator exports and imports a network with one command each, which say what they did, or why not', async () => {
  const bot = await lively()
  const [id = ''] = await networksOf(bot.db, (await findPerson(bot.db, tom))?.id ?? '')
  const folder = await mkdtemp(join(tmpdir(), 'on-the-table-import-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const manageIn =
    (cwd: string) =>
    (...args: string[]) =>
      promisify(execFile)(process.execPath, [resolve('src/cli.ts'), ...args], {
        cwd,
        env: { PATH: process.env.PATH },
      }).catch((failed: { code: number; stderr: string }) => failed)
  const manage = manageIn(folder)
  await mkdir(join(folder, 'source/data'), { recursive: true })
  const database = new Sqlite(bot.file, { readonly: true })
  await database.backup(join(folder, 'source/data/on-the-table.db'))
  database.close()
  const manageSource = manageIn(join(folder, 'source'))
  expect(await manageSource('export', id, '../export.json')).toMatchObject({
    stdout: expect.stringContaining('Wrote all of the network into ../export.json.'),
  })
  expect(await manageSource('export', 'none', '../none.json')).toMatchObject({
    code: 1,
    stderr: 'There is no network none here.\n',
  })
  expect(await manage('import', 'export.json')).toMatchObject({
    stdout: expect.stringMatching(/^Imported “South Side”: \d+ entries and 4 people\.\n$/),
  })
  expect(await manage('import', 'export.json')).toMatchObject({
    code: 1,
    stderr: 'Nothing was imported. That network is here already, so nothing was changed.\n',
  })
  expect(await manage('import', 'none.zip')).toMatchObject({
    code: 1,
    stderr: 'The file none.zip cannot be read.\n',
  })
  expect(await manage('fly')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Usage: /) })
})
