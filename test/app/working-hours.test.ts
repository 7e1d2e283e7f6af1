// Public holidays through the door: what can wait waits for them to end, what is urgent does not.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { createPublicHolidays } from '../../src/holidays/public-holidays.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { directOf, margaret, network, tom, whanau } from '../support/fixtures.ts'

const hour = 3_600_000
const auckland = (text: string) => Temporal.ZonedDateTime.from(`${text}[Pacific/Auckland]`).epochMilliseconds
/** Thursday 9 July 2026, 18:00; Friday is Matariki. */
const eve = auckland('2026-07-09T18:00')

async function opened(now: number): Promise<TestBot> {
  const holidays = createPublicHolidays({
    log: { error: () => expect.unreachable('holidays are found out') },
  })
  return network('South Side', await openTestBot({ now, holidays }))
}

async function raised(severity: string, on?: TestBot): Promise<TestBot> {
  const room = on ?? (await opened(eve))
  await room.submit(tom, whanau, formOf(await room.say(tom, whanau, 'flag The lease ends')), { severity })
  await room.deliver()
  return room
}

const reached = (room: TestBot) =>
  room.sent.filter(
    ({ to, card }) =>
      JSON.stringify(to) === JSON.stringify(directOf(margaret)) && plainText(card).includes('The lease ends'),
  ).length

test('a warning of the eve of Matariki comes on Monday at nine', { timeout: 20_000 }, async () => {
  const room = await raised('warning')
  expect(reached(room)).toBe(0)
  await room.forward(3 * 24 * hour + 14.9 * hour)
  expect(reached(room)).toBe(0)
  await room.forward(0.2 * hour)
  expect(reached(room)).toBe(1)
})

test('an urgent flag comes at once, and again after two working days', { timeout: 20_000 }, async () => {
  const room = await raised('urgent')
  expect(reached(room)).toBe(1)
  // Matariki and the weekend do not count: Monday, and Tuesday at the same hour.
  await room.forward(5 * 24 * hour - hour / 2)
  expect(reached(room)).toBe(1)
  await room.forward(hour)
  expect(reached(room)).toBe(2)
})

test('who chooses another region keeps its days, in all networks', { timeout: 20_000 }, async () => {
  // Friday; Monday is the anniversary day of Wellington, and a working day in Auckland.
  const room = await opened(auckland('2026-01-16T18:00'))
  const form = formOf(await room.say(margaret, directOf(margaret), 'holidays Wellington'))
  expect(form.intro).toContain('nothing but urgent flags')
  const saved = await room.submit(margaret, directOf(margaret), form, {})
  expect(textOf(saved)).toMatch(/^Saved: the public holidays of Wellington, New Zealand\./)
  await raised('warning', room)
  await room.forward(3 * 24 * hour + 14.9 * hour)
  expect(reached(room)).toBe(0)
  await room.forward(0.2 * hour)
  expect(reached(room)).toBe(1)
  const again = formOf(await room.say(margaret, directOf(margaret), 'holidays'))
  expect(again.fields[0]?.initial).toBe('NZ-WGN')
  expect((await room.submit(margaret, directOf(margaret), again, { region: 'XX' })).kind).toBe('form-errors')
  await room.submit(margaret, directOf(margaret), again, { region: 'zone' })
  const back = formOf(await room.say(margaret, directOf(margaret), 'holidays'))
  expect(back.fields[0]?.initial).toBe('zone')
})
