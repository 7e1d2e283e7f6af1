// The export for reading: what every member may know, and nothing more.
import { expect, test } from 'vitest'
import { parseExport } from '../../src/export/parse-export.ts'
import { buttonsOf, formOf, type TestBot } from '../support/bot-harness.ts'
import { textsIn } from '../support/files.ts'
import { aroha, directOf, lively, network, tom, whanau, youth } from '../support/fixtures.ts'

async function readingFor(bot: TestBot): Promise<Readonly<Record<string, string>>> {
  await bot.say(tom, whanau, 'export')
  await bot.deliver()
  const file = bot.sent
    .flatMap(({ to, files = [] }) => (to.kind === 'direct' && to.user === 'Tom' ? files : []))
    .at(-1)
  if (file === undefined) throw new Error('Nothing came to Tom.')
  return textsIn(file)
}

const everything = (files: Readonly<Record<string, string>>) => Object.values(files).join('\n')

test('has no account, workspace, channel, code or invitation in it', async () => {
  const written = everything(await readingFor(await lively()))
  expect(written).toContain('Aroha')
  expect(written).not.toMatch(/"?(accounts|platform|workspace|channel|codeHash|invitation|zone": "test)"?:/)
  expect(written).not.toMatch(/\bw[12]\b|youth|whanau/)
})

test('has no nomination that was declined, withdrawn or is still open', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'role Tom critical friend')
  await bot.deliver()
  const nomination = bot.sent.findLast(({ to }) => to.kind === 'direct' && to.user === 'Tom')
  expect(everything(await readingFor(bot))).not.toContain('critical-friend')
  const decline = buttonsOf(nomination as never).find(({ label }) => /decline/i.test(label))
  if (decline === undefined) throw new Error('There is nothing to decline with.')
  await bot.press(tom, directOf(tom), decline)
  expect(everything(await readingFor(bot))).not.toMatch(/critical-friend|nomination-declined/)
  expect(everything(await readingFor(bot))).toContain('guardian-angel')
})

test('has no flag that was raised for the angels alone', async () => {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'flag Somebody is ill'))
  const privately = form.fields.find(({ name }) => name === 'to' || name === 'privately' || name === 'who')
  const options = privately?.kind === 'choice' ? privately.options : []
  const angels = options.find(({ label }) => /angel|Margaret/i.test(label))
  if (privately === undefined || angels === undefined) throw new Error('The form does not ask who reads it.')
  await bot.submit(aroha, youth, form, {
    context: 'organisational',
    severity: 'warning',
    [privately.name]: angels.value,
  })
  expect(everything(await readingFor(bot))).not.toContain('Somebody is ill')
})

test('has nothing that was taken back within its time', async () => {
  const bot = await network()
  const bend = formOf(await bot.say(tom, whanau, 'bend Only for a moment'))
  const noted = await bot.submit(tom, whanau, bend, { why: 'A slip' })
  const [takeBack] = buttonsOf(noted as never).filter(({ label }) => /take it back|undo/i.test(label))
  if (takeBack === undefined) throw new Error('There is nothing to take it back with.')
  await bot.press(tom, whanau, takeBack)
  expect(everything(await readingFor(bot))).not.toMatch(/Only for a moment|A slip|bend-/)
})

test('cannot be imported, and whoever tries reads which export can', async () => {
  const read = parseExport((await readingFor(await network()))['south-side.json'] ?? '')
  expect(read).toMatchObject({ kind: 'refused', why: expect.stringContaining('export for moving') })
})

test('has its tables in the time zone of the reader, which their heads name', async () => {
  const files = await readingFor(await lively())
  expect(files['meetings.csv']).toMatch(/begins \(Pacific\/Auckland\),ends \(Pacific\/Auckland\)/)
  expect(files['meetings.csv']).toContain('2026-11-25 10:00,2026-11-25 11:00,held')
  expect(files['journal.csv']).toMatch(/,when \(Pacific\/Auckland\),/)
  expect(everything(files)).toContain('2026-11-25 10:00')
})
