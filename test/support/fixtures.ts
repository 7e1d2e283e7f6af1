// People and channels of two workspaces, and a network of theirs in each state that it can be in.
import type { Reply } from '../../src/chat/adapter.ts'
import type { Address, Channel, Direct, Profile } from '../../src/chat/address.ts'
import type { Button } from '../../src/chat/card.ts'
import { hour } from '../../src/domain/core/time.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from './bot-harness.ts'
import { invitationCodeIn } from './invitation-code.ts'

export function person(name: string, workspace: string, organisation?: string): Profile {
  return { platform: 'test', workspace, user: name, name, zone: 'Pacific/Auckland', organisation }
}

export function channelIn(workspace: string, name: string): Channel {
  return { kind: 'channel', platform: 'test', workspace, channel: name }
}

export const aroha = person('Aroha', 'w1', 'Health')
export const tom = person('Tom', 'w2', 'Council')
export const ruth = person('Ruth', 'w1', 'Community')
export const margaret = person('Margaret', 'w1', 'Oversight')
export const olive = person('Olive', 'w1', 'Police')
export const youth = channelIn('w1', 'youth')
export const whanau = channelIn('w2', 'whanau')
export const empty = channelIn('w1', 'empty')

export function directOf({ platform, workspace, user }: Profile): Direct {
  return { kind: 'direct', platform, workspace, user }
}

/** Builds the bot once for all tests of a file; each call opens a copy. */
function builtOnce(build: () => Promise<TestBot>): () => Promise<TestBot> {
  let snapshot: Promise<() => Promise<TestBot>> | undefined
  return async () => {
    snapshot ??= build().then((bot) => bot.snapshot())
    return (await snapshot)()
  }
}

/** A network of four agencies with homes in both workspaces and an angel. */
export async function network(name = usualName, bot?: TestBot): Promise<TestBot> {
  return name === usualName && bot === undefined
    ? southSide()
    : buildNetwork(name, bot ?? (await openTestBot()))
}

const usualName = 'South Side'
const southSide = builtOnce(async () => buildNetwork(usualName, await openTestBot()))

async function buildNetwork(name: string, bot: TestBot): Promise<TestBot> {
  const form = formOf(await bot.say(aroha, youth, `start ${name}`))
  await bot.submit(aroha, youth, form, { moment: 'Mothers were turned away', outcome: 'One door for all' })
  await join(bot, tom, whanau, '')
  await join(bot, ruth, youth, 'as active client')
  const role = formOf(await bot.say(aroha, youth, 'angel'))
  await bot.submit(aroha, youth, role, {}, { person: margaret })
  await bot.deliver()
  const acceptance = await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Accept'))
  await bot.submit(margaret, directOf(margaret), formOf(acceptance), {})
  await bot.deliver()
  return bot
}

async function join(bot: TestBot, who: Profile, where: Address, as: string): Promise<void> {
  const code = codeIn(await bot.say(aroha, youth, `invite ${as}`))
  await bot.submit(who, where, formOf(await bot.say(who, where, `join ${code}`)), {})
}

export function codeIn(reply: Reply): string {
  return invitationCodeIn(textOf(reply))
}

/** The newest button with that label in the messages that were sent. Throws if there is none. */
export function buttonOf(bot: TestBot, label: string): Button {
  const found = bot.sent.flatMap(buttonsOf).findLast((button) => button.label === label)
  if (found === undefined) throw new Error(`No button “${label}” was sent.`)
  return found
}

/** A network with a held meeting, an open check-in, a planned meeting, resources and an open nomination. */
export const lively = builtOnce(async () => {
  const bot = await network()
  await bot.submit(ruth, youth, formOf(await bot.say(ruth, youth, 'ask Speak with the ministry')), {})
  const limit = formOf(await bot.say(margaret, directOf(margaret), 'limit No names leave Health'))
  await bot.submit(margaret, directOf(margaret), limit, {})
  const bend = formOf(await bot.say(tom, whanau, 'bend Paid the taxi without an order'))
  await bot.submit(tom, whanau, bend, { why: 'She had no other way home' })
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'blocker Two logins')), {})
  await bot.say(aroha, youth, 'meet tomorrow 10:00 for an hour')
  await bot.forward(25.5 * hour)
  await bot.press(aroha, youth, buttonOf(bot, 'I was there'))
  await bot.press(tom, whanau, buttonOf(bot, 'I was there'))
  await bot.forward(30 * hour)
  await bot.say(tom, whanau, 'put 0.5 FTE analyst')
  await bot.say(aroha, youth, 'put $20,000 flexible')
  const promise = formOf(await bot.say(tom, whanau, 'put'))
  await bot.submit(tom, whanau, promise, { what: 'a hall', until: '30 June', standing: 'no' })
  await bot.say(tom, whanau, 'lesson Ask the families first')
  const lesson = formOf(await bot.say(aroha, youth, 'lesson'))
  await bot.submit(aroha, youth, lesson, { text: 'Share data before you share opinions', share: 'library' })
  await bot.say(aroha, youth, 'role Tom critical friend')
  await bot.say(aroha, youth, 'met 1 hour ago')
  await bot.say(aroha, youth, 'meet every second Tuesday 10:00 for an hour')
  await bot.deliver()
  return bot
})

/** A network that has stopped after six meetings with nothing on the table. */
export const stalled = builtOnce(async () => {
  const bot = await network()
  for (let meeting = 0; meeting < 6; meeting += 1) {
    await bot.forward(2 * hour)
    await bot.say(aroha, youth, 'met 1 hour ago')
    await bot.forward(26 * hour)
  }
  return bot
})

export const closed = builtOnce(async () => {
  const bot = await lively()
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'close')), {
    did: 'We opened one door.',
  })
  await bot.deliver()
  return bot
})

/** Lets the evening and the night pass after which most messages come. A lively network is left in the evening. */
export function nextMorning(bot: TestBot): Promise<void> {
  return bot.forward(16 * hour)
}

/** How many entries all networks of Aroha and Tom have. */
export async function entriesIn(bot: TestBot): Promise<number> {
  const people = await Promise.all([aroha, tom, ruth, margaret].map((one) => findPerson(bot.db, one)))
  const ids = await Promise.all(people.map((one) => (one ? networksOf(bot.db, one.id) : [])))
  const journals = await Promise.all([...new Set(ids.flat())].map((id) => loadEntries(bot.db, id)))
  return journals.reduce((sum, journal) => sum + journal.length, 0)
}
