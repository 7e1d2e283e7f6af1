// The life of a network over eight weeks, through the bot: every message that its angel and its channels read is counted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Address } from '../../src/chat/address.ts'
import { day, hour, week } from '../../src/domain/core/time.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { buttonsOf, formOf, openTestBot, type TestBot } from '../support/bot-harness.ts'
import { aroha, directOf, margaret, network, ruth, tom, whanau, youth } from '../support/fixtures.ts'
import { type LoggedPost, PostLog } from '../support/post-log.ts'

const angel = directOf(margaret)
const maxMessages = 8

/** Margaret presses the newest button with this label that she was sent, and submits the form if one opens. */
async function angelPresses(bot: TestBot, label: string, fields = {}): Promise<void> {
  await bot.deliver()
  const toAngel = bot.sent.filter(({ to }) => isAt(to, angel))
  const button = toAngel.flatMap(buttonsOf).findLast((one) => one.label === label)
  if (button === undefined) throw new Error(`She was sent no button “${label}”.`)
  const reply = await bot.press(margaret, angel, button)
  if (reply.kind === 'form') await bot.submit(margaret, angel, reply.form, fields)
  await bot.deliver()
}

function isAt(one: Address, other: Address): boolean {
  if (one.kind === 'direct') return other.kind === 'direct' && one.user === other.user
  return other.kind === 'channel' && one.channel === other.channel
}

async function fillIn(bot: TestBot, who: typeof tom, words: string, fields = {}): Promise<void> {
  const place = who === tom ? whanau : youth
  await bot.submit(who, place, formOf(await bot.say(who, place, words)), fields)
}

/** From Tuesday 10:00 to the next: the meeting of the week, its check-in, and the days until the next one. */
async function meet(bot: TestBot, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  await bot.forward(1.5 * hour)
  const checkIn = bot.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'there')
  if (checkIn === undefined) throw new Error('There is no check-in.')
  await bot.press(aroha, youth, checkIn)
  await bot.press(tom, whanau, checkIn)
  await bot.forward(day + 2 * hour)
  await meanwhile()
  await bot.forward(week - day - 3.5 * hour)
}

/** Eight meetings, a flag, an ask, a blocker, an extension and a reframe. */
async function live(bot: TestBot): Promise<void> {
  await network('West Side', bot)
  await bot.say(aroha, youth, 'meet every Tuesday 10–11am')
  await bot.forward(week)
  await meet(bot, async () => {
    await fillIn(bot, tom, 'ask Speak with the ministry')
    await angelPresses(bot, 'I’ll take it')
  })
  await meet(bot)
  await meet(bot, async () => {
    await fillIn(bot, ruth, 'flag The landlord wants the hall back', { severity: 'warning' })
    await angelPresses(bot, 'Seen')
  })
  await meet(bot, async () => {
    await fillIn(bot, tom, 'blocker Two logins to the case system')
    const blockers = await bot.say(tom, whanau, 'blocker')
    if (blockers.kind !== 'card') throw new Error('The blockers are a card.')
    const put = buttonsOf(blockers).find(({ action }) => action === 'put-blocker')
    if (put === undefined) throw new Error('The blocker cannot be put to the angel.')
    await bot.press(tom, whanau, put)
    await angelPresses(bot, 'I’ll take it')
    await angelPresses(bot, 'Done', { word: 'One login from Monday on' })
  })
  await meet(bot, () => angelPresses(bot, 'Seen'))
  // The sixth meeting with nothing on the table stops the network.
  await meet(bot, async () => {
    await angelPresses(bot, 'Extend by one meeting')
    await fillIn(bot, aroha, 'reframe', { outcome: 'One key for all', why: 'The door was never the point' })
    await bot.deliver()
    const agree = bot.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'agree')
    if (agree === undefined) throw new Error('There is no proposal to agree to.')
    await bot.press(tom, whanau, agree)
  })
  await meet(bot)
  await meet(bot)
}

/** The notices that belong to a meeting. */
const meetingKinds = ['meeting', 'meeting-changed', 'reminder', 'check-in', 'nudge']
/** The notices that belong to a decision: a stop, a way on, a reframe, a crossing, a closing. */
const decisionKinds = ['stall', 'moving-again', 'reframe', 'loosening', 'phase', 'closed', 'reopened']
const people = [aroha, tom, ruth, margaret]
const channels = { youth, whanau }

describe('the life of a network over eight weeks', () => {
  let log: PostLog
  let posts: readonly LoggedPost[]
  let close = async () => {}
  const onFinished = (closeBot: () => Promise<void>) => {
    close = closeBot
  }

  beforeAll(async () => {
    // Tuesday 24 November 2026, 10:00 in Auckland.
    log = new PostLog(await openTestBot({ onFinished }))
    await live(log.bot)
    posts = await log.posts()
  }, 60_000)

  afterAll(() => close())

  test('has eight meetings, a flag, an ask, a blocker, an extension and a reframe', async () => {
    const journal = await journalOf(log.bot)
    const count = (of: (entry: JournalEntry) => boolean) => journal.filter(of).length
    expect({
      held: count((entry) => entry.kind === 'check-in-closed' && entry.outcome === 'held'),
      flags: count(({ kind }) => kind === 'flag-raised-by-hand'),
      asks: count((entry) => entry.kind === 'asked' && entry.blocker === undefined),
      blockers: count(({ kind }) => kind === 'blocker-opened'),
      stops: count(({ kind }) => kind === 'stalled'),
      extensions: count(({ kind }) => kind === 'extended'),
      reframes: count(({ kind }) => kind === 'reframed'),
    }).toEqual({ held: 8, flags: 1, asks: 1, blockers: 1, stops: 1, extensions: 1, reframes: 1 })
  })

  test('brings its angel at most eight messages, and no answer to her presses and forms', () => {
    const read = posts.filter(({ to }) => isAt(to, angel))
    expect(read.length, listed(read)).toBeLessThanOrEqual(maxMessages)
    expect(log.answers.filter(({ user }) => user === margaret.user)).toEqual([])
  })

  test.each(Object.entries(channels))(
    'makes two posts per meeting, one per decision and a welcome in %s',
    (_, channel) => {
      const own = posts.filter(({ to, inThread }) => isAt(to, channel) && !inThread)
      const ofMeetings = own.filter(({ kind }) => meetingKinds.includes(kind))
      const ofDecisions = own.filter(({ kind }) => decisionKinds.includes(kind))
      const others = own.filter((post) => !ofMeetings.includes(post) && !ofDecisions.includes(post))
      // The ninth meeting has been announced.
      const perMeeting = Map.groupBy(ofMeetings, ({ topic }) => topic)
      expect(perMeeting.size, listed(own)).toBe(9)
      for (const some of perMeeting.values()) expect(some.length, listed(some)).toBeLessThanOrEqual(2)
      // The extension is told in the thread of the stop.
      expect(
        ofDecisions.map(({ kind }) => kind),
        listed(ofDecisions),
      ).toEqual(['stall', 'reframe'])
      expect(
        others.map(({ kind }) => kind),
        listed(others),
      ).toEqual(['welcome'])
    },
  )

  test('answers the presses of members with a message only where it asks or promises something', () => {
    const lines = new Set(log.answers.filter(({ to }) => to === 'press').map(({ line }) => line))
    expect([...lines]).toEqual([
      'You were there. Thanks for saying so.',
      'I’ll put it to Margaret in their next working hour, and tell you what they answer.',
    ])
  })

  test.each(people)('brings $name no message about their own presses', (person) => {
    const own = posts.filter(({ to, cause }) => isAt(to, directOf(person)) && cause === person.user)
    expect(own, listed(own)).toEqual([])
  })
})

async function journalOf(bot: TestBot): Promise<readonly JournalEntry[]> {
  const row = await bot.db.kysely.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  return loadEntries(bot.db, row.id)
}

function listed(posts: readonly LoggedPost[]): string {
  return posts
    .map(({ kind, topic, cause, line }) => `${kind} ${topic} (${cause ?? 'time'}): ${line}`)
    .join('\n')
}
