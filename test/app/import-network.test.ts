// All data of a network through the door, and in again by hand.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { buttonsOf, type TestBot, textOf } from '../support/bot-harness.ts'
import { textsIn } from '../support/files.ts'
import { closed, directOf, lively, network, olive, ruth, tom, whanau, youth } from '../support/fixtures.ts'

function archiveFor(room: TestBot, user: string) {
  const files = room.sent.flatMap(({ to, files = [] }) =>
    to.kind === 'direct' && to.user === user ? files : [],
  )
  const file = files.at(-1)
  if (file === undefined) throw new Error(`Nothing came to ${user}.`)
  return file
}

test('whoever asks gets all data in their direct messages: a document, and tables', async () => {
  const room = await lively()
  expect(textOf(await room.say(tom, whanau, 'export'))).toContain('send them to your direct messages')
  await room.deliver()
  const inside = textsIn(archiveFor(room, 'Tom'))
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

test('nobody else gets it: no outsider, and nobody who has left before it is sent', async () => {
  const room = await network()
  expect(await room.say(olive, youth, 'export')).toEqual(await room.say(olive, youth, 'table'))
  await room.say(ruth, youth, 'export')
  for (const button of buttonsOf((await room.say(ruth, youth, 'leave')) as never))
    await room.press(ruth, youth, button)
  await room.say(tom, whanau, 'export')
  await room.deliver()
  expect(room.sent.filter(({ files }) => files !== undefined).map(({ to }) => to)).toEqual([directOf(tom)])
})

test('members of a closed network can have its data', async () => {
  const room = await closed()
  await room.say(ruth, youth, 'export')
  await room.deliver()
  expect(textsIn(archiveFor(room, 'Ruth'))['south-side.json']).toContain('We opened one door.')
})

test('an operator takes it in with one command, which says what it did, or why it did nothing', async () => {
  const room = await lively()
  await room.say(tom, whanau, 'export')
  await room.deliver()
  const folder = await mkdtemp(join(tmpdir(), 'on-the-table-import-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'export.zip'), archiveFor(room, 'Tom').bytes)
  const manage = (...args: string[]) =>
    promisify(execFile)(process.execPath, [resolve('src/cli.ts'), ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH },
    }).catch((failed: { code: number; stderr: string }) => failed)
  expect(await manage('import', 'export.zip')).toMatchObject({
    stdout: expect.stringMatching(/^Imported “South Side”: \d+ entries and 4 people\.\n$/),
  })
  expect(await manage('import', 'export.zip')).toMatchObject({
    code: 1,
    stderr: 'Nothing was imported. That network is here already, so nothing was changed.\n',
  })
  expect(await manage('import', 'none.zip')).toMatchObject({
    code: 1,
    stderr: 'The file none.zip cannot be read.\n',
  })
  expect(await manage('fly')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Usage: /) })
})
