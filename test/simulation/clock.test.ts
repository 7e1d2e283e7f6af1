// Two years of digests in Auckland while the clock jumps, is set back, and goes forward and back for the summer.
import { expect, test } from 'vitest'
import { day, hour, week } from '../../src/domain/core/time.ts'
import { buttonsOf, formOf } from '../support/bot-harness.ts'
import { directOf, margaret, network, tom, whanau } from '../support/fixtures.ts'

const zone = 'Pacific/Auckland'
const begin = Date.parse('2026-11-23T21:00:00Z')

test('one digest a week, at nine on Monday or the working day after, whatever the clock does', async () => {
  const bot = await network()
  const angel = directOf(margaret)
  const form = formOf(await bot.say(margaret, angel, 'pause digests'))
  await bot.submit(margaret, angel, form, { whenQuiet: 'one-line' })
  await bot.say(tom, whanau, 'put 0.5 FTE analyst')
  const came: { at: Temporal.ZonedDateTime; late: boolean }[] = []
  const isDigest = (one: (typeof bot.sent)[number]) =>
    one.to.kind === 'direct' && buttonsOf(one).some(({ action }) => action === 'digest-settings')
  let now = begin
  let checked = bot.sent.length
  let reversals = 0
  for (const end = begin + 104 * week; now < end; ) {
    const isBack = reversals < 10 && Math.floor((now - begin) / (70 * day)) > reversals
    const step = isBack ? -3 * hour : 2 * hour
    if (isBack) reversals += 1
    now += step
    await bot.outage(step)
    for (const sent of bot.sent.slice(checked).filter(isDigest)) {
      const late = JSON.stringify(sent.card).includes('This is late')
      came.push({ at: Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone), late })
    }
    checked = bot.sent.length
  }
  expect(reversals).toBe(10)
  const weeks = came.map(({ at }) =>
    at
      .subtract({ days: at.dayOfWeek - 1 })
      .toPlainDate()
      .toString(),
  )
  expect(new Set(weeks).size).toBe(weeks.length)
  expect(weeks.length).toBeGreaterThanOrEqual(103)
  // Time moves by two hours, so each digest is found within two hours of nine, and within five after a reversal.
  for (const { at } of came) {
    expect(at.dayOfWeek, String(at)).toBeLessThanOrEqual(5)
    expect(at.hour >= 9 && at.hour < 14, String(at)).toBe(true)
  }
})
