// One message followed through the log, from the request that caused it to its delivery.
import { expect, test } from 'vitest'
import { day } from '../../src/domain/core/time.ts'
import { type DebugLine, formOf, type TestBot } from '../support/bot-harness.ts'
import {
  aroha,
  codeIn,
  directOf,
  lively,
  margaret,
  network,
  nextMorning,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'

/** What people typed and the names they go by, none of which may stand in a log. */
const words = ['canary', 'ministry', 'South Side', 'Mothers', 'One door']
const names = [aroha, tom, ruth, margaret].map(({ name }) => name)

/** The lines for debugging and all others, in no particular order. */
function linesOf(...bots: readonly TestBot[]): readonly DebugLine[] {
  return bots.flatMap(({ debugLines, logged }) => [...debugLines, ...logged] as DebugLine[])
}

function correlationOf(lines: readonly DebugLine[], sentence: string): string {
  const correlation = lines.findLast((line) => line.sentence === sentence)?.correlation
  if (correlation === undefined) throw new Error(`No line says “${sentence}”.`)
  return correlation
}

function sentencesOf(lines: readonly DebugLine[], correlation: string): readonly string[] {
  return lines.filter((line) => line.correlation === correlation).map(({ sentence }) => sentence)
}

function expectNoWords(lines: readonly DebugLine[]): void {
  const text = JSON.stringify(lines)
  for (const word of [...words, ...names]) expect(text).not.toContain(word)
}

async function askOfCanary(bot: TestBot): Promise<string> {
  const form = formOf(await bot.say(ruth, youth, 'ask Speak with the canary ministry'))
  await bot.submit(ruth, youth, form, {})
  return correlationOf(linesOf(bot), 'An inbound event was answered.')
}

test('a message is followed by one id from the inbound to its delivery, without a word of anybody', async () => {
  const bot = await network()
  const correlation = await askOfCanary(bot)
  await bot.forward(3 * day)
  expect(sentencesOf(bot.debugLines, correlation)).toEqual([
    'An inbound event was received.',
    'A command was decided.',
    'A message was queued.',
    'An inbound event was answered.',
    'A message was claimed.',
    'A message was rendered.',
    'The platform answered.',
  ])
  const mine = linesOf(bot).filter((line) => line.correlation === correlation)
  expect(mine).toContainEqual(
    expect.objectContaining({ command: 'ask', outcome: 'saved', events: expect.arrayContaining(['asked']) }),
  )
  expect(mine).toContainEqual(
    expect.objectContaining({ notice: 'asks', outcome: 'sent', subject: expect.any(String) }),
  )
  expectNoWords(linesOf(bot))
})

test('every line about one message names its kind, its place by the same hash, and its subject', async () => {
  const bot = await network()
  const correlation = await askOfCanary(bot)
  await bot.forward(3 * day)
  const lines = linesOf(bot).filter((line) => line.correlation === correlation && 'notice' in line)
  expect(lines.length).toBeGreaterThan(4)
  for (const field of ['notice', 'destination', 'subject', 'network'])
    expect(new Set(lines.map((line) => line[field])).size).toBe(1)
  expect(lines[0]?.destination).toMatch(/^[0-9a-f]{12}$/)
})

test('another process that delivers the message logs the same id', async () => {
  const bot = await network()
  const correlation = await askOfCanary(bot)
  const other = await bot.openBeside()
  await other.forward(3 * day)
  expect(sentencesOf(other.debugLines, correlation)).toEqual([
    'A message was claimed.',
    'A message was rendered.',
    'The platform answered.',
  ])
  expectNoWords(linesOf(other))
})

test('a message that time has caused is followed by the id of its beat', async () => {
  const bot = await lively()
  await bot.forward(10 * day)
  const queued = correlationOf(bot.debugLines, 'A message was queued.')
  const sentences = sentencesOf(bot.debugLines, queued)
  expect(['Time passed.', 'The hour of a digest was looked at.']).toContain(sentences[0])
  expect(sentences).toContain('A message was claimed.')
  expectNoWords(linesOf(bot))
})

test('a refusal is logged by its kind, and the code that was typed is not', async () => {
  const bot = await network()
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  const forms = [formOf(await bot.say(olive, youth, `join ${code}`))]
  forms.push(formOf(await bot.say(olive, whanau, `join ${code}`)))
  for (const form of forms) await bot.submit(olive, youth, form, {})
  const refusal = bot.debugLines.findLast(({ sentence }) => sentence === 'A command was refused.')
  expect(refusal).toMatchObject({ outcome: 'refused', refusal: 'code-spent', command: 'join' })
  expect(JSON.stringify(linesOf(bot))).not.toContain(code)
  expectNoWords(linesOf(bot))
})

test('news about a message that may not have arrived has the id of that message', async () => {
  const bot = await network()
  const correlation = await askOfCanary(bot)
  bot.fates.push({ kind: 'unknown', why: 'The connection broke.' })
  await bot.forward(3 * day)
  const lines = linesOf(bot).filter((line) => line.correlation === correlation)
  expect(lines).toContainEqual(
    expect.objectContaining({ outcome: 'unknown', why: 'The connection broke.', notice: 'asks' }),
  )
  expect(lines).toContainEqual(expect.objectContaining({ outcome: 'sent', notice: 'unsure' }))
})

test('a report of a platform is followed too', async () => {
  const bot = await lively()
  bot.sent.length = 0
  await bot.bot.handlePlatformEvent({ kind: 'person-gone', user: margaret })
  const correlation = correlationOf(bot.debugLines, 'A platform event was received.')
  await nextMorning(bot)
  expect(sentencesOf(bot.debugLines, correlation)).toEqual(
    expect.arrayContaining(['A decision was saved.', 'A message was queued.', 'A message was claimed.']),
  )
  expect(bot.sent.map(({ to }) => to)).toContainEqual(directOf(aroha))
})
