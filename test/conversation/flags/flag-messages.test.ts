// The life of a flag: its message, reminder and escalation, and how people acknowledge, clear and dismiss it.
import { expect, test } from 'vitest'
import type { Address, Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  margaret,
  network,
  ruth,
  stalled,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const desk = directOf(margaret)

async function raised(
  bot: TestBot,
  severity: string,
  who = 'all',
  by: Profile = tom,
  place: Address = whanau,
) {
  const form = formOf(await bot.say(by, place, 'flag The lease ends'))
  const answer = await bot.submit(by, place, form, { severity, who })
  await bot.deliver()
  return textOf(answer)
}

/** The texts that were sent to a person from that message on. `isNew` is false for one that was changed in place. */
function sentTo(bot: TestBot, who: Profile, from: number) {
  const to = JSON.stringify(directOf(who))
  return bot.sent
    .slice(from)
    .filter((one) => JSON.stringify(one.to) === to)
    .map(({ card, replaces }) => ({ text: plainText(card), isNew: replaces === undefined }))
}

test('an urgent flag nobody has seen comes again after two working days, and after four the entrepreneur learns of it', async () => {
  const bot = await network()
  const from = bot.sent.length
  await raised(bot, 'urgent')
  expect(sentTo(bot, margaret, from)).toHaveLength(1)
  await bot.forward(8 * day)
  const messages = sentTo(bot, margaret, from).filter(({ text }) => text.includes('The lease ends'))
  expect(messages.map(({ text }) => text.includes('I’m sending this again'))).toEqual([false, true])
  const [escalation, ...more] = sentTo(bot, aroha, from).filter(({ text }) => text.includes('lease'))
  expect(more).toEqual([])
  expect(escalation?.text).toMatch(/^No guardian angel has seen this: Flag \(urgent\): “The lease ends”/)
  expect(escalation?.text).toContain('Could you call Margaret (Oversight)?')

  const before = bot.sent.length
  await bot.press(margaret, desk, buttonOf(bot, 'Seen'))
  await bot.deliver()
  expect(sentTo(bot, margaret, before).map(({ isNew }) => isNew)).toEqual([false, false])
  expect(sentTo(bot, margaret, before)[0]?.text).toContain('Seen by Margaret.')
  expect(sentTo(bot, aroha, before)).toEqual([
    { text: expect.stringContaining('Seen by Margaret.'), isNew: false },
  ])
})

test('once it is seen, it does not come again, and the entrepreneur hears nothing', async () => {
  const bot = await network()
  await raised(bot, 'urgent')
  const acknowledgement = await bot.press(margaret, desk, buttonOf(bot, 'Seen'))
  expect(acknowledgement.kind).toBe('none')
  await bot.deliver()
  const from = bot.sent.length
  await bot.forward(10 * day)
  const about = [...sentTo(bot, margaret, from), ...sentTo(bot, aroha, from)]
  expect(about.filter(({ text, isNew }) => isNew && text.startsWith('South Side: somebody'))).toEqual([])
  expect(about.filter(({ text }) => text.includes('No guardian angel has seen'))).toEqual([])
})

test('an angel who has stepped down meanwhile gets nothing more of it', async () => {
  const bot = await network()
  await raised(bot, 'urgent')
  await bot.press(
    margaret,
    desk,
    buttonsOf((await bot.say(margaret, desk, 'step down')) as never)[0] as never,
  )
  await bot.deliver()
  const from = bot.sent.length
  await bot.forward(10 * day)
  expect(sentTo(bot, margaret, from).filter(({ text }) => text.includes('lease'))).toEqual([])
})

test('the list shows to each what they may say of a flag; a rule’s flag is dismissed with a reason and stays quiet', async () => {
  const bot = await network()
  await bot.forward(22 * day)
  const labels = async (who: Profile, place: Address) =>
    buttonsOf((await bot.say(who, place, 'flags')) as never).map(({ label }) => label)
  expect(await labels(tom, whanau)).toEqual(['Clear it', 'Raise a flag'])
  expect(await labels(margaret, desk)).toEqual(['Seen', 'Clear it', 'Dismiss it', 'Raise a flag'])
  const list = await bot.say(margaret, desk, 'flags')
  expect(textOf(list)).toContain('Has gone quiet: nothing held, nothing planned')

  const dismiss = buttonsOf(list as never).find(({ label }) => label === 'Dismiss it')
  const form = formOf(await bot.press(margaret, desk, dismiss as never))
  expect(form.intro).toContain('Every member can read what you write, with your name.')
  expect((await bot.submit(margaret, desk, form, { reason: ' ' })).kind).toBe('form-errors')
  const done = textOf(await bot.submit(margaret, desk, form, { reason: 'It is summer' }))
  expect(done).toContain('stays quiet for 14 days')
  const after = textOf(await bot.say(tom, whanau, 'flags'))
  expect(after).toContain('There are no flags just now.')
  expect(after).toMatch(
    /Set aside: Has gone quiet.* Margaret dismissed it: “It is summer”\. It stays quiet until/,
  )
  await bot.deliver()
  expect(plainText(bot.sent.at(-1)?.card ?? { blocks: [] })).toContain(
    'Margaret dismissed it: “It is summer”',
  )
  const late = formOf(await bot.press(margaret, desk, dismiss as never))
  expect(textOf(await bot.submit(margaret, desk, late, { reason: 'Again' }))).toContain(
    'The flag is dismissed.',
  )
})

test('pressed by a member to whom it is not put, or by an outsider, “Seen” does nothing', async () => {
  const bot = await stalled()
  const seenButton = buttonOf(bot, 'Seen')
  expect(textOf(await bot.press(tom, whanau, seenButton))).toMatch(/^That flag is for the guardian angels/)
  const olive = { ...tom, user: 'Nobody', name: 'Nobody' }
  expect(textOf(await bot.press(olive, whanau, seenButton))).toMatch(/^Only members/)
  await bot.press(margaret, desk, seenButton)
  expect(textOf(await bot.press(margaret, desk, seenButton))).toMatch(/^I’ve marked it as seen/)
  expect(textOf(await bot.say(margaret, desk, 'flags'))).toContain('seen by Margaret')
})

test('a flag for the angel alone is read by the angel and whoever raised it, and nowhere else', async () => {
  const bot = await network()
  const from = bot.sent.length
  const done = await raised(bot, 'urgent', 'angels')
  expect(done).toContain('Only you and Margaret can read it.')
  await bot.forward(10 * day)
  const readers = bot.sent
    .slice(from)
    .filter(({ card }) => plainText(card).includes('The lease ends'))
    .map(({ to }) => JSON.stringify(to))
  expect(new Set(readers)).toEqual(new Set([margaret, tom].map((who) => JSON.stringify(directOf(who)))))
  for (const [who, place] of [
    [aroha, youth],
    [ruth, youth],
  ] as const)
    for (const word of ['flags', '', 'home', 'my networks', 'meetings', 'help'])
      expect(textOf(await bot.say(who, place, word)), word).not.toContain('lease')
  expect(textOf(await bot.say(tom, whanau, 'flags'))).toContain('for the guardian angels only')
  expect(textOf(await bot.say(margaret, desk, 'digest'))).toContain('The lease ends')
  const own = buttonsOf((await bot.say(tom, whanau, 'flags')) as never).find(
    ({ label }) => label === 'Clear it',
  )
  expect(textOf(await bot.press(aroha, youth, own as never))).not.toContain('lease')
})

test('without an angel nobody is offered to raise one for the angel alone', async () => {
  const bot = await network()
  await bot.press(
    margaret,
    desk,
    buttonsOf((await bot.say(margaret, desk, 'step down')) as never)[0] as never,
  )
  const form = formOf(await bot.say(tom, whanau, 'flag The lease ends'))
  const who = form.fields.find(({ name }) => name === 'who')
  expect(who !== undefined && 'options' in who ? who.options.map(({ value }) => value) : []).toEqual(['all'])
  expect(await bot.submit(tom, whanau, form, { who: 'angels' })).toEqual({
    kind: 'form-errors',
    errors: { who: expect.stringMatching(/^There’s no guardian angel now/) },
  })
})

test('the card of the network shows the worst flag and how many more, a heads-up too', async () => {
  const bot = await network()
  expect(textOf(await bot.say(aroha, youth, ''))).not.toContain('Flags')
  await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'flag The lease ends')), {
    severity: 'heads-up',
  })
  await raised(bot, 'warning', 'angels')
  expect(textOf(await bot.say(aroha, youth, ''))).toMatch(/Flags: “The lease ends” \(\/network flags\)/)
  await bot.forward(22 * day)
  expect(textOf(await bot.say(aroha, youth, ''))).toMatch(
    /Flags: Has gone quiet: nothing held, nothing planned; and 1 more \(\/network flags\)/,
  )
})

test('an angel in whose night the next meeting was held reads once that one is left', async () => {
  const bot = await stalled()
  const left = sentTo(bot, margaret, 0).filter(
    ({ text, isNew }) =>
      isNew && /^South Side: (1|one) meeting left/.test(text) && !text.includes('What is new'),
  )
  expect(left).toHaveLength(1)
  expect(left[0]?.text).toContain('If the next meeting ends with nothing there')
})

test('how a network came to a stop is drawn in the message to its angel, above the buttons, with its facts in words', async () => {
  const bot = await stalled()
  const [message] = bot.sent.filter(
    ({ to, card }) =>
      to.kind === 'direct' && to.user === margaret.user && plainText(card).includes('South Side has stopped'),
  )
  const kinds = message?.card.blocks.map(({ kind }) => kind) ?? []
  expect(kinds.indexOf('image')).toBeGreaterThan(kinds.indexOf('heading'))
  expect(kinds.indexOf('image')).toBeLessThan(kinds.indexOf('buttons'))
  const picture = message?.card.blocks.find(({ kind }) => kind === 'image')
  expect(picture).toMatchObject({ alt: expect.stringContaining('6') })
})
