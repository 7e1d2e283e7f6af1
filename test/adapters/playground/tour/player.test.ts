// The tour plays its steps through the same interface as anyone, and ends cleanly when it cannot go on.
import { expect, test } from 'vitest'
import { createChatApi, type Seat } from '../../../../adapters/playground/chat/receive.ts'
import { addDelivery } from '../../../../adapters/playground/chat/send.ts'
import { createStateStore } from '../../../../adapters/playground/chat/state-store.ts'
import { meetingDay, tourStart } from '../../../../adapters/playground/tour/meeting-day.ts'
import { type Banner, createTour } from '../../../../adapters/playground/tour/player.ts'
import { tourScript } from '../../../../adapters/playground/tour/script.ts'
import { playingTime, readingTime, type TourStep } from '../../../../adapters/playground/tour/steps.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { type Card, plainRun } from '../../../../src/chat/card.ts'
import type { Inbound } from '../../../../src/chat/inbound.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import { aroha, card, openPlayground, priya, youth, youthPlace } from '../harness.ts'

function button(label: string, action: string): Card {
  return { blocks: [{ kind: 'buttons', buttons: [{ label, action, values: {} }] }] }
}

/** Opens a tour with a fake bot. `answer` decides what the bot replies. */
function openTour(answer: (inbound: Inbound) => Reply = () => ({ kind: 'none' })) {
  const received: Inbound[] = []
  const banners: (Banner | undefined)[] = []
  const followed: string[] = []
  const typed: unknown[] = []
  const moves: unknown[] = []
  const pauses: number[] = []
  const pause = { next: async () => undefined as undefined }
  const store = createStateStore(
    { load: async () => undefined, save: async () => undefined },
    () => undefined,
  )
  const chat = createChatApi({
    store,
    now: () => 0,
    settled: async () => undefined,
    async receive(inbound) {
      received.push(inbound)
      return answer(inbound)
    },
  })
  const tour = createTour({
    chat,
    state: store.state,
    move: async (move) => void moves.push(move),
    async pause(milliseconds) {
      pauses.push(milliseconds)
      await pause.next()
    },
    show: (banner) => banners.push(banner),
    follow: ({ person, room }: Seat, press) =>
      followed.push([person.user, 'in', room.id, ...(press ? ['presses', press] : [])].join(' ')),
    showTyped: async (_seat, _instance, fields) => void typed.push(fields),
  })
  const post = (what: Card) =>
    store.update((state) => addDelivery(state, { to: youthPlace, card: what }, 0).state)
  return { tour, received, banners, followed, typed, moves, pauses, pause, post, door: chat }
}

const inYouth = { as: aroha, in: youth } as const

test('types what the script says, as that person in that room', async () => {
  const { tour, received, followed } = openTour()
  const end = await tour.play([
    { ...inYouth, say: 'start' },
    { as: priya, in: 'direct', say: 'digest' },
  ])
  expect(end.finished).toBe(true)
  expect(received).toMatchObject([
    { kind: 'message', text: 'start', from: { user: aroha }, place: youthPlace },
    { kind: 'message', text: 'digest', from: { user: priya }, place: { kind: 'direct', user: priya } },
  ])
  expect(followed).toEqual([`${aroha} in ${youth}`, `${priya} in direct`])
})

test('presses the newest button of that label', async () => {
  const { tour, received, followed, post } = openTour()
  await post(button('I was there', 'first'))
  await post(button('I was there', 'second'))
  await post(button('Something else', 'third'))
  await tour.play([{ ...inYouth, press: 'I was there' }])
  expect(received).toMatchObject([{ kind: 'button-press', action: 'second' }])
  expect(followed).toEqual([`${aroha} in ${youth} presses I was there`])
})

test('fills in the open form by labels and full names', async () => {
  const { tour, received } = openTour((inbound) =>
    inbound.kind === 'message' ? { kind: 'form', form: everyForm } : { kind: 'none' },
  )
  const fill: TourStep = {
    as: aroha,
    fill: { moment: 'A boy slept in a car', agency: 'Health & care', angel: 'Priya Raman' },
  }
  const end = await tour.play([{ ...inYouth, say: 'start' }, fill])
  expect(end.finished).toBe(true)
  expect(received[1]).toMatchObject({
    kind: 'form-submission',
    fields: { name: 'South Side', moment: 'A boy slept in a car', agency: 'health' },
    people: { angel: { user: priya } },
  })
})

test('shows what it types into a form before submitting it', async () => {
  const { tour, typed } = openTour((inbound) =>
    inbound.kind === 'message' ? { kind: 'form', form: everyForm } : { kind: 'none' },
  )
  await tour.play([
    { ...inYouth, say: 'start' },
    { as: aroha, fill: { moment: 'long ago' } },
  ])
  expect(typed).toEqual([{ name: 'South Side', moment: 'long ago', agency: 'education' }])
})

test('fills in a form that stands open in a card where the person is', async () => {
  const { tour, received, post } = openTour()
  await post({ blocks: [{ kind: 'inputs', form: everyForm }] })
  const end = await tour.play([
    { ...inYouth, say: 'table' },
    { as: aroha, fill: { name: 'Ours' } },
  ])
  expect(end.finished).toBe(true)
  expect(received[1]).toMatchObject({
    kind: 'form-submission',
    fields: { name: 'Ours', agency: 'education' },
  })
})

test('moves the clock', async () => {
  const { tour, moves } = openTour()
  await tour.play([{ clock: 'P1D' }, { clock: 'next' }])
  expect(moves).toEqual([{ forward: 'P1D' }, 'next'])
})

test('shows each caption until the next, and one at the end', async () => {
  const { tour, banners } = openTour()
  await tour.play([{ caption: 'one' }, { ...inYouth, say: 'x' }, { caption: 'two' }])
  expect(banners.map((banner) => [banner?.caption, banner?.running])).toEqual([
    ['one', true],
    ['one', true],
    ['two', true],
    [expect.stringContaining('end of the tour'), false],
  ])
  expect(tour.banner()?.running).toBe(false)
})

test.each<[string, TourStep, string]>([
  ['no such button', { ...inYouth, press: 'Nowhere' }, '“Nowhere”'],
  ['no open form', { as: aroha, fill: { name: 'x' } }, 'no form'],
  ['nobody of that id', { as: 'nobody', in: youth, say: 'x' }, '“nobody”'],
  ['no such room', { as: aroha, in: 'kitchen', say: 'x' }, '“kitchen”'],
])('ends with a caption if there is %s', async (_title, step, expected) => {
  const { tour, received } = openTour()
  const end = await tour.play([step, { ...inYouth, say: 'never said' }])
  expect(end.finished).toBe(false)
  expect(end.caption).toContain(expected)
  expect(tour.banner()).toMatchObject({ running: false, caption: end.caption })
  expect(received).toEqual([])
})

test('ends with a caption if the form has errors', async () => {
  const { tour } = openTour((inbound) =>
    inbound.kind === 'message'
      ? { kind: 'form', form: everyForm }
      : { kind: 'form-errors', errors: { name: 'Too short.' } },
  )
  const end = await tour.play([
    { ...inYouth, say: 'start' },
    { as: aroha, fill: { name: 'x' } },
  ])
  expect(end).toEqual({ finished: false, caption: expect.stringContaining('Too short.') })
})

test('ends with a caption if the bot fails, and can be played again', async () => {
  let broken = true
  const { tour } = openTour(() => {
    if (broken) throw new Error('The bot fell over.')
    return { kind: 'none' }
  })
  const script: readonly TourStep[] = [{ ...inYouth, say: 'x' }]
  expect(await tour.play(script)).toEqual({ finished: false, caption: expect.stringContaining('fell over') })
  broken = false
  expect((await tour.play(script)).finished).toBe(true)
})

test('stops in the middle of a pause and does nothing more', async () => {
  const { tour, received, pause } = openTour()
  const paused = Promise.withResolvers<void>()
  pause.next = () => {
    paused.resolve()
    return new Promise(() => undefined)
  }
  const playing = tour.play([{ caption: 'one' }, { ...inYouth, say: 'never' }])
  await paused.promise
  await tour.stop()
  expect((await playing).finished).toBe(false)
  expect(received).toEqual([])
  expect(tour.banner()).toBeUndefined()
})

test('a stop during the pause before a step prevents that step', async () => {
  const { tour, received, pause, followed } = openTour()
  const paused = Promise.withResolvers<void>()
  pause.next = () => {
    paused.resolve()
    return new Promise(() => undefined)
  }
  const playing = tour.play([{ ...inYouth, say: 'never' }])
  await paused.promise
  await tour.stop()
  await playing
  expect(followed).toHaveLength(1)
  expect(received).toEqual([])
})

test('a second tour waits until the first has ended', async () => {
  const { tour, received } = openTour()
  const script: readonly TourStep[] = [
    { ...inYouth, say: 'a' },
    { ...inYouth, say: 'b' },
  ]
  const [first, second] = await Promise.all([tour.play(script), tour.play(script)])
  expect(first.finished).toBe(false)
  expect(second.finished).toBe(true)
  expect(received.slice(-2)).toMatchObject([{ text: 'a' }, { text: 'b' }])
})

test('a faster pace waits less, and a longer caption longer', async () => {
  const { tour, pauses } = openTour()
  const caption = 'A long caption, '.repeat(10)
  await tour.play([{ caption }], 1)
  await tour.play([{ caption }], 4)
  expect(pauses).toEqual([readingTime(caption), readingTime(caption) / 4])
  expect(readingTime(caption)).toBeGreaterThan(readingTime('short'))
})

test('the banner counts captions, not steps', async () => {
  const { tour, banners } = openTour()
  await tour.play([{ caption: 'one' }, { ...inYouth, say: 'x' }, { caption: 'two' }])
  expect(banners.map((banner) => `${banner?.step} of ${banner?.steps}`)).toEqual([
    '1 of 2',
    '1 of 2',
    '2 of 2',
    '2 of 2',
  ])
})

test('next skips the waits up to the next caption', async () => {
  const { tour, received, pause, pauses, banners } = openTour()
  const waits = Promise.withResolvers<void>()
  pause.next = () => {
    waits.resolve()
    return new Promise(() => undefined)
  }
  const playing = tour.play([{ caption: 'one' }, { ...inYouth, say: 'x' }, { caption: 'two' }])
  await waits.promise
  expect(pauses).toHaveLength(1)
  pause.next = async () => undefined
  tour.next()
  expect((await playing).finished).toBe(true)
  expect(received).toMatchObject([{ text: 'x' }])
  expect(pauses).toEqual([readingTime('one'), readingTime('two')])
  expect(banners.at(-2)).toMatchObject({ caption: 'two', step: 2 })
})

test('a new pace takes effect from the next wait on, and the banner shows it at once', async () => {
  const { tour, pause, pauses, banners } = openTour()
  const script: readonly TourStep[] = [{ caption: 'one' }, { caption: 'two' }, { caption: 'three' }]
  pause.next = async () => {
    if (pauses.length === 1) tour.setPace(4)
    expect(tour.banner()?.pace).toBe(4)
    return undefined
  }
  await tour.play(script)
  expect(pauses).toEqual([readingTime('one'), readingTime('two') / 4, readingTime('three') / 4])
  expect(banners[1]).toMatchObject({ caption: 'one', pace: 4 })
})

test('the announced length is the sum of the waits', async () => {
  const { tour, pauses } = openTour(({ kind }) =>
    kind === 'message' ? { kind: 'form', form: everyForm } : { kind: 'none' },
  )
  const script: readonly TourStep[] = [
    { caption: 'one' },
    { ...inYouth, say: 'start' },
    { as: aroha, fill: { moment: 'x' } },
    { clock: 'P1D' },
  ]
  await tour.play(script)
  expect(playingTime(script)).toBe(pauses.reduce((sum, pause) => sum + pause, 0))
})

/** From 24 December to 3 January. */
const closedDays = [
  ...Array.from({ length: 8 }, (_, day) => `12-${24 + day}`),
  ...['01-01', '01-02', '01-03'],
]

test('a tour asked for on the first of December begins after the summer holidays, at nine', () => {
  const asked = Date.parse('2026-12-01T02:00:00Z')
  expect(new Date(tourStart(asked, 'Pacific/Auckland')).toISOString()).toBe('2027-01-03T20:00:00.000Z')
  const moves = tourScript(asked).flatMap((step) => ('clock' in step ? [step.clock] : []))
  expect(moves[0]).toBe('P33DT18H')
  const calm = Date.parse('2027-07-13T02:00:00Z')
  expect(tourStart(calm, 'Pacific/Auckland')).toBe(calm)
})

test('whenever the tour is asked for within ten years, no meeting or check-in falls on a weekend, a public holiday or the days around New Year', () => {
  const fixed = ['02-06', '04-25', ...closedDays]
  const zone = 'Pacific/Auckland'
  const numbers = { Monday: 1, Tuesday: 2, Wednesday: 3, Thursday: 4 }
  const start = Temporal.PlainDate.from('2026-11-25')
  for (let offset = 0; offset < 3653; offset += 1) {
    const today = start.add({ days: offset })
    const asked = today.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).epochMilliseconds
    const now = tourStart(asked, zone)
    expect(now).toBeGreaterThanOrEqual(asked)
    const begins = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
    const day = numbers[meetingDay(now, zone) as keyof typeof numbers]
    const first = begins.add({ days: (day - begins.dayOfWeek + 7) % 7 })
    for (let week = 0; week < 9; week += 1) {
      const held = first.add({ weeks: week })
      const days = [held, held.add({ days: 1 })].map((date) => date.toString())
      expect(fixed.filter((holiday) => days.some((date) => date.endsWith(holiday)))).toEqual([])
      expect(held.add({ days: 1 }).dayOfWeek).toBeLessThan(6)
    }
  }
})

test('a tour that cannot go on ends with a caption, which the page shows until it is closed', async () => {
  const fixture = await openPlayground()
  fixture.bot.answer = async () => ({
    kind: 'card',
    card: { blocks: [{ kind: 'text', runs: [plainRun('I can help')] }] },
  })
  const { body } = await fixture.post('show-me', { wait: true })
  expect(body.ended).toMatchObject({
    finished: false,
    caption: expect.stringContaining('The tour ends here'),
  })
  expect(await fixture.page(aroha, 'direct')).toContain(body.ended.caption)
  await fixture.post('show-me/stop', {})
  expect(await fixture.page(aroha, 'direct')).not.toContain(body.ended.caption)
})

test('a playground in use is erased for the tour only if that was said, and as often as it is', async () => {
  const fixture = await openPlayground()
  fixture.bot.answer = async () => ({ kind: 'card', card: card('I can help') })
  await fixture.post('say', { as: aroha, room: youth, text: 'start Here Already' })
  const refused = await fixture.post('show-me', { wait: true })
  expect(refused.status).toBe(409)
  expect(refused.body.error).toMatch(/empty playground.*erased first/)
  expect(fixture.bot.afresh).toBe(0)
  for (const times of [1, 2]) {
    expect((await fixture.post('show-me', { wait: true, afresh: true })).status).toBe(200)
    expect(fixture.bot.afresh).toBe(times)
    expect(JSON.stringify(await fixture.messages(aroha, youth))).not.toContain('Here Already')
  }
})

test('starting afresh ends the tour', async () => {
  const fixture = await openPlayground()
  fixture.bot.answer = async () => ({ kind: 'card', card: card('x') })
  await fixture.post('show-me', {})
  await fixture.post('start-afresh', {})
  expect(await (await fixture.get('/playground/show-me')).json()).toEqual({ banner: null })
})
