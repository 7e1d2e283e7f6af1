// The main job in the real page of the real program: from a typed command to the angel's message and moving again.
import { expect, test } from 'vitest'
import { calendarZone } from '../../adapters/playground/chat/seed-data.ts'
import { meetingDay } from '../../adapters/playground/tour/meeting-day.ts'
import { week } from '../../src/domain/core/time.ts'
import { pageDriver } from '../support/browser/page-driver.ts'
import { invitationCodeIn } from '../support/invitation-code.ts'

const aroha = { as: 'aroha-ngata', room: 'south-side-youth' }
const tom = { as: 'tom-henare', room: 'south-side-whanau' }
const margaret = { as: 'margaret-oldham', room: 'direct' }
const driver = pageDriver()
/** The tour mostly waits, so it has a program of its own and plays meanwhile. */
const watched = pageDriver()
const { be, say, press, submit, sees, clock, look, buttonOf, untilThere } = driver

async function nextCheckIn(): Promise<void> {
  const there = buttonOf('I was there')
  await untilThere(async () => (await there.count()) > 0, 8)
  expect(await there.count()).toBeGreaterThan(0)
}

async function bareMeeting(): Promise<void> {
  await be(aroha)
  await nextCheckIn()
  await press('I was there')
  await be(tom)
  await press('I was there')
  await clock('#plus-day')
}

test.concurrent('a network starts, spans two workspaces, stops after six bare meetings, and moves again', async () => {
  await be(aroha)
  await say('start South Side Youth')
  await submit(
    {
      'The moment': 'The school clinic closed.',
      'Shared outcome': 'Young people have one door to knock on.',
    },
    'Start',
  )
  await sees('This channel now belongs to')

  await say('invite')
  const code = invitationCodeIn(await sees('An invitation to'))
  await be(tom)
  await say(`join ${code}`)
  await submit({}, 'Join')
  await sees('This channel now belongs to')

  await be(aroha)
  await say('angel @Margaret Oldham')
  await be(margaret)
  await untilThere(async () => (await driver.messageWith('Will you be guardian angel').count()) > 0, 6)
  expect(await sees('Will you be guardian angel')).toContain('Aroha Ngata')
  await press('Accept')
  await submit({}, 'Accept')
  await sees('You’re now guardian angel')

  await be(aroha)
  await say(`meet every ${meetingDay(Date.now(), calendarZone)} 10:00 for an hour`)
  for (let count = 1; count <= 6; count += 1) {
    await bareMeeting()
    if (count < 6) await sees(`Meeting ${count} of 6 with nothing on the table yet`)
    if (count === 1) await look('first-check-in')
    if (count === 5) {
      await be(margaret)
      await sees('one meeting left to put something on the table')
    }
  }

  for (const home of [aroha, tom]) {
    await be(home)
    await sees('South Side Youth has stopped: 6 meetings, nothing on the table')
    await look(`stopped-${home.as}`)
  }
  await say('meet Thu 2pm for an hour')
  expect(await sees('No meeting can be planned now')).toContain('Close well')
  await be(margaret)
  await sees('has stopped: 6 meetings, nothing on the table')
  await look('angel')

  await be(tom)
  await say('put $20,000 flexible')
  await sees('South Side Youth is moving again: $20,000')
  await look('moving')
  await be(aroha)
  await sees('South Side Youth is moving again: $20,000')
  await say('meet tomorrow 3pm for an hour')
  await sees('Planned:')
}, 120_000)

/** Opens a page that follows the tour. The function it resolves to returns how far the page was ever scrolled. */
async function watchAt(width: number): Promise<() => Promise<number>> {
  const watcher = await watched.browser().newPage({ viewport: { width, height: 800 } })
  await watcher.addInitScript(() => {
    const seen = { scrolled: 0 }
    Object.assign(globalThis, { seen })
    const look = () => {
      seen.scrolled = Math.max(seen.scrolled, window.scrollY, document.documentElement.scrollHeight - 800)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await watcher.goto(watched.running().url)
  await watcher.locator('#say').waitFor()
  return async () => {
    await watcher.getByText('That’s the end of the tour').waitFor()
    const scrolled = await watcher.evaluate(
      () => (globalThis as unknown as { seen: { scrolled: number } }).seen.scrolled,
    )
    await watcher.close()
    return scrolled
  }
}

test.concurrent('the tour plays the first eight weeks to its end', async () => {
  const post = (path: string, body: object) =>
    fetch(`${watched.running().url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await post('/playground/start-afresh', {})).status).toBe(200)
  const watching = await Promise.all([1280, 390].map(watchAt))
  const ended = (await (await post('/playground/show-me', { pace: 20, wait: true })).json()) as {
    ended: { finished: boolean; caption: string }
  }
  expect(ended.ended).toMatchObject({ finished: true })
  for (const scrolled of watching) expect(await scrolled()).toBe(0)
  const messagesIn = async ({ as, room }: typeof aroha) => {
    const answer = await fetch(`${watched.running().url}/playground/messages?as=${as}&room=${room}`)
    return ((await answer.json()) as { messages: { at: number | string; text: string }[] }).messages
  }
  const messages = await messagesIn(margaret)
  const began = new Date((await messagesIn(aroha)).at(0)?.at ?? '').getTime()
  const warnings = messages.filter(({ text }) => /meetings? left|has stopped/.test(text))
  expect(warnings.length).toBeGreaterThan(0)
  for (const { at } of warnings)
    expect(new Date(at).toLocaleDateString('en-NZ', { weekday: 'long', timeZone: calendarZone })).not.toMatch(
      /^S/,
    )
  const moved = (await (await post('/playground/clock', { forward: 'P7D' })).json()) as { now: string }
  const weeks = (Date.parse(moved.now) - began) / week
  expect(weeks).toBeGreaterThan(7)
  expect(weeks).toBeLessThan(11)
}, 120_000)

test('text with markup in it is shown as text', async () => {
  await be({ as: 'mele-fonua', room: 'warm-dry-homes' })
  const name = '<img src=x onerror="document.title=1"><!channel> *b* ‮ x'
  await say('start')
  await submit(
    {
      'What do you call it': name,
      'The moment': '<script>document.title=2</script>',
      'Shared outcome': '&lt;b&gt;',
    },
    'Start',
  )
  expect(await sees('This channel now belongs to')).toContain(
    '<img src=x onerror="document.title=1"><!channel> *b* ‮ x',
  )
  expect(await driver.page().locator('#log-frame img[src="x"], #log-frame script').count()).toBe(0)
}, 60_000)
