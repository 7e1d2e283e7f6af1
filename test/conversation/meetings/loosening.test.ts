// Loosening the six-meeting rule near its limit: what is read by whoever asks, by an angel, and in the channels.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, stalled, tom, whanau, youth } from '../../support/fixtures.ts'

/** The newest button with that action in the messages that were sent. */
function buttonFor(bot: TestBot, action: string) {
  const found = bot.sent.flatMap((one) => buttonsOf(one)).findLast((one) => one.action === action)
  if (found === undefined) throw new Error(`There is no button for “${action}”.`)
  return found
}

async function proposed() {
  const bot = await stalled()
  const before = bot.sent.length
  const form = formOf(await bot.say(aroha, youth, 'settings'))
  expect(form.intro).toContain('a guardian angel needs to agree before the rule is loosened')
  const reply = await bot.submit(aroha, youth, form, { limit: '24' })
  await bot.forward(24 * 3_600_000)
  return { bot, reply, sent: () => bot.sent.slice(before) }
}

test('a higher limit in a stopped network is put to the angel, who agrees by button', async () => {
  const { bot, reply, sent } = await proposed()
  expect(textOf(reply)).toContain('Proposed: raise the limit from 6 to 24 meetings.')
  const message = sent().find(({ to }) => to.kind === 'direct' && to.user === margaret.user)
  expect(message && plainText(message.card)).toContain('Raise the limit from 6 to 24 meetings?')
  const agree = message && buttonsOf(message).find(({ action }) => action === 'agree-loosening')
  if (agree === undefined) throw new Error('The angel has no button.')
  expect(textOf(await bot.press(aroha, youth, agree))).toContain('Only a guardian angel')
  expect(textOf(await bot.press(margaret, directOf(margaret), agree))).toContain(
    'Agreed. The limit is 24 meetings with nothing on the table (it was 6).',
  )
  await bot.deliver()
  const texts = sent().map(({ card }) => plainText(card))
  expect(texts.filter((text) => text.includes('agreed to what Aroha (Health) asked for'))).toHaveLength(2)
  expect(textOf(await bot.say(aroha, whanau, 'story')).length).toBeGreaterThan(0)
})

test('declining tells whoever asked, and nothing has changed', async () => {
  const { bot, sent } = await proposed()
  const waiting = textOf(await bot.say(margaret, directOf(margaret), ''))
  expect(waiting).toContain('asks to raise the limit from 6 to 24 meetings')
  const message = sent().find(({ to }) => to.kind === 'direct' && to.user === margaret.user)
  const decline = message && buttonsOf(message).find(({ action }) => action === 'decline-loosening')
  if (decline === undefined) throw new Error('The angel has no button.')
  await bot.press(margaret, directOf(margaret), decline)
  await bot.forward(24 * 3_600_000)
  const told = sent().filter(({ to }) => to.kind === 'direct' && to.user === aroha.user)
  expect(told.map(({ card }) => plainText(card)).join('\n')).toContain(
    'didn’t agree to raise the limit from 6 to 24 meetings',
  )
})

test('switching the rule off after a diagnosis goes the same way', async () => {
  const bot = await stalled()
  const form = formOf(await bot.say(aroha, youth, 'diagnose'))
  const fields = Object.fromEntries(form.fields.map(({ name }) => [name, 'no']))
  const reply = await bot.submit(aroha, youth, form, { ...fields, oneAgencyAlone: 'yes' })
  const off =
    reply.kind === 'card'
      ? buttonsOf({ card: reply.card }).find(({ action }) => action === 'rule-off')
      : undefined
  if (off === undefined) throw new Error('The rule cannot be switched off.')
  expect(textOf(await bot.press(aroha, youth, off))).toContain('Proposed: switch the six-meeting rule off.')
})

const ways: readonly (readonly [string, (bot: TestBot) => Promise<unknown>, string])[] = [
  [
    'reframed',
    async (bot) => {
      const form = formOf(await bot.say(aroha, youth, 'reframe One door for every family'))
      await bot.submit(aroha, youth, form, { why: 'Nobody could say what it is for' })
      await bot.deliver()
      await bot.press(tom, whanau, buttonFor(bot, 'agree'))
    },
    'the network has a new shared outcome, so its count starts again at 0.',
  ],
  [
    'closed',
    async (bot) => bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'close')), { did: 'Much' }),
    'the network has closed.',
  ],
  [
    'with something on the table',
    (bot) => bot.say(aroha, youth, 'put $20,000'),
    'something came onto the table, so the count starts again.',
  ],
]

test.each(ways)(
  'once the network is %s, the proposal says that it is over and why, without buttons',
  async (_, act, why) => {
    const { bot } = await proposed()
    const asked = bot.sent.filter(({ card }) => plainText(card).startsWith('Raise the limit'))
    const agree = buttonFor(bot, 'agree-loosening')
    const before = bot.sent.length
    await act(bot)
    await bot.deliver()
    const changed = bot.sent.slice(before).filter(({ card }) => plainText(card).startsWith('Raise the limit'))
    expect(changed).toHaveLength(asked.length)
    for (const one of changed) {
      expect(one.replaces).toBeDefined()
      expect(plainText(one.card)).toContain(`This no longer needs an answer: ${why}`)
      expect(buttonsOf(one)).toEqual([])
    }
    expect(textOf(await bot.press(margaret, directOf(margaret), agree))).not.toContain('Agreed')
    expect(textOf(await bot.say(margaret, directOf(margaret), 'home'))).not.toContain('raise the limit')
  },
)

test('a proposal that is over before its message could go is no news', async () => {
  const bot = await stalled()
  await bot.forward(10 * 3_600_000)
  const before = bot.sent.length
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'settings')), { limit: '24' })
  await bot.say(aroha, youth, 'put $20,000')
  await bot.forward(24 * 3_600_000)
  const told = bot.sent.slice(before).filter(({ to }) => to.kind === 'direct' && to.user === margaret.user)
  expect(told.map(({ card }) => plainText(card)).filter((text) => text.includes('Raise the limit'))).toEqual(
    [],
  )
})
